"""LitServe with its dynamic batching. usage: python litserve_server.py PORT"""

import sys

import litserve
import numpy as np

from digits import load_model, read_picture, to_answer


class Digits(litserve.LitAPI):
    def setup(self, device):
        self.model = load_model()

    def decode_request(self, request):
        return read_picture(request["file"].file.read())

    def batch(self, pictures):
        return np.stack(pictures)

    def predict(self, batch):
        return self.model(batch)

    def unbatch(self, probabilities):
        return list(probabilities)

    def encode_response(self, probabilities):
        return to_answer(probabilities)


if __name__ == "__main__":
    api = Digits(max_batch_size=16, batch_timeout=0.002)
    server = litserve.LitServer(api, accelerator="cpu", timeout=60)
    server.run(host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", generate_client_file=False)

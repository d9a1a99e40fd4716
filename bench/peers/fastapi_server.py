"""FastAPI with ONNX Runtime in the same process: no queue, no batching."""

from typing import Annotated

from fastapi import FastAPI, File, HTTPException
from fastapi.responses import JSONResponse
from PIL import UnidentifiedImageError

from digits import load_model, read_picture, to_answer

app = FastAPI()
predict = load_model()


@app.get("/health")
async def health():
    return {"status": "ok"}


# Decoding and predicting are quicker than handing them to a thread would be.
@app.post("/predict")
async def classify(file: Annotated[bytes, File()]):
    try:
        picture = read_picture(file)
    except UnidentifiedImageError as error:
        raise HTTPException(422, "not a picture") from error
    return JSONResponse(to_answer(predict(picture[None])[0]))

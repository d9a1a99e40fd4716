"""Celery's side: decodes and predicts in its worker processes; Redis is broker and result backend."""

import os

from celery import Celery
from celery.signals import worker_process_init

from digits import load_model, read_picture, to_answer

app = Celery("digits", broker=os.environ["BENCH_REDIS"], backend=os.environ["BENCH_REDIS"])
# Pictures are bytes: msgpack carries them as they are.
app.conf.update(task_serializer="msgpack", accept_content=["msgpack", "json"], result_expires=600)

model = None


@worker_process_init.connect
def load(**_):
    global model
    model = load_model()


@app.task
def classify(upload: bytes) -> dict:
    return to_answer(model(read_picture(upload)[None])[0])

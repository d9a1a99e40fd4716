"""FastAPI's side of the Celery service: a task for each picture, and its result waited for."""

from typing import Annotated

from fastapi import FastAPI, File
from fastapi.responses import JSONResponse

from celery_tasks import classify

app = FastAPI()


@app.get("/health")
async def health():
    return {"status": "ok"}


# Waiting for a result blocks, so FastAPI runs this in its threads.
@app.post("/predict")
def predict(file: Annotated[bytes, File()]):
    return JSONResponse(classify.delay(file).get(timeout=60))

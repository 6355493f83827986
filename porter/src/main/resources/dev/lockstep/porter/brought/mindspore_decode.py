def mindspore_decode(data):
    """The pixels that the bytes of an image file hold, as red, green and blue."""
    from PIL import Image

    return numpy.asarray(Image.open(io.BytesIO(numpy.asarray(data).tobytes())).convert("RGB"))

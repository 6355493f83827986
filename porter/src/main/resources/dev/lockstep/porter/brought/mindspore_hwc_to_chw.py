def mindspore_hwc_to_chw(image):
    """An image with its channels first; one without channels as it is."""
    image = numpy.asarray(image)
    return image if image.ndim == 2 else image.transpose(2, 0, 1)

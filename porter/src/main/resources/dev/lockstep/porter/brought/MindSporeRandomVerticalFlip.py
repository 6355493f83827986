class MindSporeRandomVerticalFlip(MindSporeRandomFlip):
    """An image, turned over from top to bottom with a probability."""

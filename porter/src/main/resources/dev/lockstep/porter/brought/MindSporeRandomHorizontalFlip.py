class MindSporeRandomHorizontalFlip(MindSporeRandomFlip):
    """An image, turned over from left to right with a probability."""

    axis = 1

def mindspore_depth_to_space(x, block_size):
    """The channels of each pixel as a square of pixels; the first channels are those of its first pixel."""
    n, channels, height, width = x.shape
    depth = channels // block_size**2
    parts = x.reshape(n, block_size, block_size, depth, height, width).permute(0, 3, 4, 1, 5, 2)
    return parts.reshape(n, depth, height * block_size, width * block_size)

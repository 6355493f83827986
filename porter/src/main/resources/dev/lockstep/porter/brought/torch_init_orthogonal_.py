def torch_init_orthogonal_(tensor, gain=1.0):
    """Fills a weight with a (half) orthogonal matrix, as torch.nn.init.orthogonal_."""
    rows, columns = tensor.shape[0], math.prod(tensor.shape[1:])
    q, r = numpy.linalg.qr(numpy.random.normal(0.0, 1.0, (max(rows, columns), min(rows, columns))))
    q = q * numpy.sign(numpy.diag(r))
    matrix = gain * (q.T if rows < columns else q)
    mindspore.ops.assign(tensor, mindspore.Tensor(matrix.reshape(tensor.shape), tensor.dtype))
    return tensor

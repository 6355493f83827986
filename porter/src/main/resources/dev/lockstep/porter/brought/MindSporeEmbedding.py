class MindSporeEmbedding(torch.nn.Embedding):
    """A table of vectors, whose initial values are those that it is told; the row of padding_idx is trained, too."""

    def __init__(
        self, vocab_size, embedding_size, use_one_hot=False, embedding_table="normal", dtype=None, padding_idx=None,
    ):
        super().__init__(vocab_size, embedding_size, dtype=dtype)
        mindspore_initialize(self, embedding_table)
        if padding_idx is not None:
            mindspore_assign(self.weight[padding_idx], 0.0)

class TorchEmbedding(mindspore.nn.Embedding):
    """As torch's: what is looked up in the row of padding_idx gives it no gradient."""

    def __init__(self, num_embeddings, embedding_dim, padding_idx=None):
        row = None if padding_idx is None else padding_idx % num_embeddings
        normal = mindspore.common.initializer.Normal(1.0)
        super().__init__(num_embeddings, embedding_dim, embedding_table=normal, padding_idx=row)

    def construct(self, ids):
        found = super().construct(ids)
        if self.padding_idx is None:
            return found
        padding = mindspore.ops.expand_dims(ids == self.padding_idx, -1)
        return mindspore.ops.where(padding, mindspore.ops.stop_gradient(found), found)

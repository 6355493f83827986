package dev.lockstep.checkpoint;

import java.util.Locale;

/** Why a file is refused; {@code doc/checkpoints.md} has a line on each. */
public enum Rule {
  /** Neither a zip, nor a checkpoint of MindSpore, nor safetensors. */
  FORMAT_UNKNOWN,
  /** The file, a part of it or what it unfolds to is larger than this reader takes. */
  TOO_LARGE,
  /** Values are nested too deeply, or hold themselves. */
  TOO_DEEP,
  /** The zip's directory or an entry's header is damaged. */
  ZIP_STRUCTURE,
  /** An entry's name leaves the archive, is absolute or comes twice. */
  ZIP_NAME,
  /** Two entries share bytes, or bytes lie outside every entry. */
  ZIP_OVERLAP,
  /** An entry is encrypted, deflated, or longer than it says. */
  ZIP_ENTRY,
  /** The bytes of an entry do not have its checksum. */
  ZIP_CRC,
  /** An entry that the format needs is missing or has another content. */
  TORCH_LAYOUT,
  /** The program of the pickle has an opcode that a checkpoint does not need. */
  PICKLE_OPCODE,
  /** The pickle names a function or a class that is not on the list. */
  PICKLE_GLOBAL,
  /** The pickle calls a listed function with other arguments than torch writes. */
  PICKLE_CALL,
  /** The pickle ends early, or takes from an empty stack. */
  PICKLE_BROKEN,
  /** The key of a dictionary is no text and no whole number, or comes twice. */
  PICKLE_KEY,
  /** A tensor's shape, stride or offset does not fit its storage. */
  TENSOR_BOUNDS,
  /** The messages of a MindSpore checkpoint are damaged. */
  CKPT_STRUCTURE,
  /** The checksum of a MindSpore checkpoint does not fit. */
  CKPT_CRC,
  /** A tensor has an element type that this reader does not know. */
  ELEMENT_TYPE,
  /** The header of a safetensors file is damaged. */
  SAFETENSORS_HEADER,
  /** The tensors of a safetensors file overlap or leave holes. */
  SAFETENSORS_LAYOUT,
  /** The value cannot be expressed in the format that is to be written. */
  NOT_EXPRESSIBLE;

  /** The name that messages and the guide use, {@code zip-crc}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

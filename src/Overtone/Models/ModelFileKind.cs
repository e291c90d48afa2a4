namespace Overtone.Models;

/// <summary>What a model file turns out to be, by its content.</summary>
internal enum ModelFileKind
{
    Onnx,
    TruncatedOnnx,
    TorchScript,
    TorchPickle,
    TorchExportedProgram,
    TensorFlowSavedModel,
    TensorFlowLite,
    KerasArchive,
    Hdf5,
    Safetensors,
    Gguf,
    OnnxRuntimeFormat,
    NumpyArrays,
    Pickle,
    DamagedZip,
    OtherZip,
    Folder,
    Empty,
    StandIn,
    Unknown,
}

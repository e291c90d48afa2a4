using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// How a classifier computes.
/// Source: none; what the backends have in common.
/// </summary>
public sealed record ClassifierOptions
{
    /// <summary>Most images computed at once, at least 1; a model of a fixed batch size has its own.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>
    /// Threads of ONNX Runtime, at least 1; by default as many as libtorch has. TorchScript and modules compute with libtorch's.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>Where TorchScript and modules compute; the processor if not given. ONNX models are computed on the processor.</summary>
    public Device? Device { get; init; }

    /// <summary>
    /// The numbers that TorchScript and modules compute with; ONNX Runtime has convolutions of float32 alone on the processor.
    /// </summary>
    public NumberType NumberType { get; init; }

    /// <summary>
    /// Whether TorchScript and modules get their images with the channels of a pixel side by side in memory, which most convolutional
    /// networks compute up to twice as fast, some a little slower. Shape and numbers stay the same, but for the last digits. A model that
    /// cannot take it, or answers otherwise then, gets its images as usual.
    /// </summary>
    public bool ChannelsLast { get; init; }

    /// <summary>
    /// Whether every batch has exactly <see cref="BatchSize"/> images, the last one being filled up with its first image: for models whose
    /// answer to an image depends on the others of its batch.
    /// </summary>
    public bool FillsBatches { get; init; }

    /// <summary>The size taken when neither the model nor its <see cref="InputSpec"/> says one: usually that of the data.</summary>
    public InputSize? DataSize { get; init; }

    /// <summary>
    /// An inner tensor of an ONNX graph, by name, that is answered instead of the logits, each image's activations as one row; none if not
    /// given.
    /// </summary>
    public string? Layer { get; init; }

    /// <summary>Throws for a value out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Batch size or threads are below 1.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads ?? 1, 1, nameof(Threads));
    }
}

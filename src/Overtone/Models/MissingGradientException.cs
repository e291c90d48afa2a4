namespace Overtone.Models;

/// <summary>
/// A model of which no gradient by the pixels exists: on the way from them to the outputs stands something without a derivative.
/// </summary>
/// <param name="file">The model file, or the module's name.</param>
/// <param name="innerException">The error that revealed it, if any.</param>
/// <remarks>Source: none.</remarks>
public sealed class MissingGradientException(string file, Exception? innerException = null)
    : ModelFormatException(
        file, "gradient", "none: the outputs are not a differentiable function of the pixels",
        "a model saved without detach, no_grad, argmax or integers on the way from the pixels to the outputs", innerException);

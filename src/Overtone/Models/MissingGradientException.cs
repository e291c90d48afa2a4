namespace Overtone.Models;

/// <summary>
/// A model of which no gradient by the pixels exists: on the way from them to the outputs stands something without a derivative.
/// </summary>
/// <remarks>Source: none.</remarks>
public sealed class MissingGradientException : ModelFormatException
{
    /// <summary>Describes a model without gradients.</summary>
    /// <param name="file">The model file, or the module's name.</param>
    /// <param name="innerException">The error that revealed it, if any.</param>
    public MissingGradientException(string file, Exception? innerException = null)
        : this(
            file, "none: the outputs are not a differentiable function of the pixels",
            "a model saved without detach, no_grad, argmax or integers on the way from the pixels to the outputs", innerException)
    {
    }

    /// <summary>Describes something else that has no derivative.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="found">Why there is none.</param>
    /// <param name="expected">What to do instead.</param>
    /// <param name="innerException">The error that revealed it, if any.</param>
    internal MissingGradientException(string name, string found, string expected, Exception? innerException = null)
        : base(name, "gradient", found, expected, innerException)
    {
    }
}

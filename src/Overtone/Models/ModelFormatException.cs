namespace Overtone.Models;

/// <summary>A model, or the description of its input, that Overtone cannot use.</summary>
/// <remarks>Source: none.</remarks>
/// <inheritdoc cref="InputFaultException(string, string, string, string, Exception?)"/>
public class ModelFormatException(string file, string field, string found, string expected, Exception? innerException = null)
    : InputFaultException(file, field, found, expected, innerException);

namespace Overtone.Data;

/// <summary>Data that are not what their format promises.</summary>
/// <remarks>Source: each reader names the format it follows.</remarks>
/// <inheritdoc cref="InputFaultException(string, string, string, string, Exception?)"/>
public sealed class DataFormatException(string file, string field, string found, string expected, Exception? innerException = null)
    : InputFaultException(file, field, found, expected, innerException);

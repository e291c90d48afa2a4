using System.Runtime.InteropServices;

namespace Overtone.Data;

/// <summary>How far the download of one file has come.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Bytes">Bytes received so far.</param>
/// <param name="Total">Bytes to come in all, or null if the server does not say.</param>
/// <remarks>Source: Overtone's own.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DownloadProgress(string File, long Bytes, long? Total);

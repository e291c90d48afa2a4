using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Overtone.Files;

/// <summary>
/// Tells files from what only has a file's name: opening a pipe waits for whoever writes into it, and a device may never end. Links count
/// as what they lead to.
/// </summary>
internal static partial class FileKind
{
    private const int TypeMask = 0xF000;

    /// <summary>
    /// What a path leads to in words, for example <c>a pipe</c>; null for a file with content, and where nothing is there.
    /// </summary>
    internal static string? UnlessRegular(string path)
    {
        if (Directory.Exists(path))
            return "a folder";
        return (ModeOf(path) & TypeMask) switch
        {
            0x1000 => "a pipe",
            0x2000 or 0x6000 => "a device",
            0xC000 => "a socket",
            _ => null,
        };
    }

    // The type is not among what .NET says of a file without opening it.
    private static int ModeOf(string path)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                const int FromCurrentFolder = -100, ModeWanted = 3, ModePlace = 28;
                Span<byte> buffer = stackalloc byte[256];
                return StatusOnLinux(FromCurrentFolder, path, 0, ModeWanted, ref MemoryMarshal.GetReference(buffer)) == 0
                    ? BinaryPrimitives.ReadUInt16LittleEndian(buffer[ModePlace..])
                    : 0;
            }

            if (OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64)
            {
                const int ModePlace = 4;
                Span<byte> buffer = stackalloc byte[256];
                return StatusOnMac(path, ref MemoryMarshal.GetReference(buffer)) == 0
                    ? BinaryPrimitives.ReadUInt16LittleEndian(buffer[ModePlace..])
                    : 0;
            }
        }
        catch (EntryPointNotFoundException)
        {
            // A C library too old to be asked.
        }

        return 0;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatusOnLinux(int folder, string path, int flags, uint wanted, ref byte status);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatusOnMac(string path, ref byte status);
}

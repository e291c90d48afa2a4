using System.Runtime.InteropServices;

namespace Overtone.Studies.Runs;

/// <summary>
/// What tells one content of a file from the next without reading it: the file's number on its device, its length, and when its content and
/// its inode last changed. Unlike the time of writing, the time of the last change cannot be set: copies that keep times differ in it.
/// </summary>
internal sealed partial record FileIdentity(ulong Device, ulong Inode, ulong Length, long Written, long Changed)
{
    // Changes within one tick of the file system's clock look alike.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    /// <summary>The file's identity; null where the system does not tell it, and nothing may be concluded from times.</summary>
    public static FileIdentity? Of(string path) => StatusOf(path) is { } status ? Read(status) : null;

    /// <summary>Whether reading it comes to an end: not so for pipes, devices and sockets.</summary>
    internal bool IsFinite { get; private init; }

    /// <summary>Whether the last change is so long ago that another one would show.</summary>
    public bool IsSettled(DateTimeOffset now) => now.ToUnixTimeMilliseconds() - (Changed / 1_000_000) > Settling.TotalMilliseconds;

    private static byte[]? StatusOf(string path)
    {
        const int CurrentFolder = -100;
        const uint BasicStatistics = 0x7ff;
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            byte[] status = new byte[256];
            return Statx(CurrentFolder, path, 0, BasicStatistics, ref status[0]) == 0 ? status : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    // The places of struct statx, the same on every architecture.
    private static FileIdentity Read(byte[] status)
    {
        const int ModeAt = 28, InodeAt = 32, LengthAt = 40, ChangeAt = 96, ModificationAt = 112, DeviceAt = 136;
        const int TypeMask = 0xF000, Regular = 0x8000;
        return new FileIdentity(
            BitConverter.ToUInt64(status, DeviceAt), BitConverter.ToUInt64(status, InodeAt), BitConverter.ToUInt64(status, LengthAt),
            Time(ModificationAt), Time(ChangeAt))
        {
            IsFinite = (BitConverter.ToUInt16(status, ModeAt) & TypeMask) == Regular,
        };

        long Time(int index) => (BitConverter.ToInt64(status, index) * 1_000_000_000) + BitConverter.ToUInt32(status, index + sizeof(long));
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte status);
}

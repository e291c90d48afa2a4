using System.Text.Json;

namespace Overtone.Studies.Runs;

/// <summary>
/// The checksums of trials' input files. An instance reads a file again only if something tells of a change. From one instance to the next,
/// only those of large data are remembered, so that a folder of 60,000 images is hashed once and not at every run; all else is hashed anew.
/// </summary>
/// <param name="path">The file in which checksums are remembered.</param>
/// <param name="cancellation">Stops the hashing.</param>
/// <param name="smallData">What counts as small, in bytes.</param>
/// <param name="clock">Tells the time; the system's if not given.</param>
internal sealed class InputChecksums(
    string path, CancellationToken cancellation, long smallData = InputChecksums.SmallData, TimeProvider? clock = null)
{
    /// <summary>Data of at most so many bytes in all are hashed anew by every instance.</summary>
    public const long SmallData = 64L << 20;

    private readonly Dictionary<string, string> _read = new(StringComparer.Ordinal);
    private readonly HashSet<string> _small = new(StringComparer.Ordinal);
    private long _smallDataLeft = smallData;
    private Dictionary<string, string>? _remembered;
    private bool _isChanged;

    /// <summary>The checksum of a file's content, as it is now.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is a pipe or a device, which may never end.</exception>
    public string Of(string file) => Read(file, mayRemember: false);

    /// <summary>The checksums of the files of a data set, in their order.</summary>
    /// <exception cref="FileNotFoundException">One of them is not there.</exception>
    public IReadOnlyList<string> OfData(IReadOnlyList<string> files)
    {
        long added = files.Where(file => !_small.Contains(file)).Sum(file => LookAt(file).Info.Length);
        bool isSmall = added <= _smallDataLeft;
        if (isSmall)
        {
            _smallDataLeft -= added;
            _small.UnionWith(files);
        }

        return [.. files.Select(file => Read(file, mayRemember: !isSmall))];
    }

    /// <summary>What identifies the present content of a file without reading it.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static string IdentityOf(string file) => Format(LookAt(file));

    /// <summary>Remembers what is new.</summary>
    public void Save()
    {
        if (_isChanged)
            AtomicFile.WriteText(
                path,
                JsonSerializer.Serialize(_remembered!.OrderBy(p => p.Key, StringComparer.Ordinal).ToDictionary(), StudyJson.Indented));
        _isChanged = false;
    }

    // The identity is null where the system does not tell it.
    private static (FileInfo Info, FileIdentity? Identity) LookAt(string file)
    {
        var info = new FileInfo(file);
        if (!info.Exists)
            throw new FileNotFoundException($"{file}: the input file does not exist", file);
        FileIdentity? identity = FileIdentity.Of(info.FullName);
        return identity?.IsFinite != false
            ? (info, identity)
            : throw StoredFile.Fault(file, "file", "a pipe, a device or a socket", "a file");
    }

    private static string Format((FileInfo Info, FileIdentity? Identity) file) =>
        $"{file.Info.FullName}|{file.Identity?.ToString() ?? $"{file.Info.Length}|{file.Info.LastWriteTimeUtc.Ticks}"}";

    private string Read(string file, bool mayRemember)
    {
        string identity = IdentityOf(file);
        if (_read.TryGetValue(identity, out string? known) || (mayRemember && Remembered().TryGetValue(identity, out known)))
            return known;
        string checksum = Checksum.OfFile(file, cancellation);
        (FileInfo Info, FileIdentity? Identity) now = LookAt(file);
        if (Format(now) != identity || now.Identity?.IsSettled((clock ?? TimeProvider.System).GetUtcNow()) == false)
            return checksum;
        _read[identity] = checksum;
        if (mayRemember && now.Identity is not null)
        {
            Remembered()[identity] = checksum;
            _isChanged = true;
        }

        return checksum;
    }

    // What is damaged is forgotten.
    private Dictionary<string, string> Remembered()
    {
        try
        {
            return _remembered ??= File.Exists(path)
                ? JsonSerializer.Deserialize<Dictionary<string, string?>>(File.ReadAllText(path))?
                    .Where(p => p.Value?.Length == Checksum.Length).ToDictionary(p => p.Key, p => p.Value!, StringComparer.Ordinal) ?? []
                : [];
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return _remembered = [];
        }
    }
}

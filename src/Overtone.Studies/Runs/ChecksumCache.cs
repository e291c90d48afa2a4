using System.Collections.Concurrent;
using System.Text.Json;

namespace Overtone.Studies.Runs;

/// <summary>
/// Remembers the checksums of input files by path, length and time of change, so that a folder of 60,000 images is hashed once and not at
/// every run.
/// </summary>
internal sealed class ChecksumCache
{
    private readonly string _path;
    private readonly ConcurrentDictionary<string, string> _known;
    private bool _changed;

    public ChecksumCache(string path)
    {
        _path = path;
        _known = Load(path);
    }

    public string Of(string file)
    {
        var info = new FileInfo(file);
        if (!info.Exists)
            throw new FileNotFoundException($"{file}: the input file is not there", file);
        string identity = $"{info.FullName}|{info.Length}|{info.LastWriteTimeUtc.Ticks}";
        return _known.GetOrAdd(identity, _ =>
        {
            _changed = true;
            return Checksum.OfFile(file);
        });
    }

    public void Save()
    {
        if (_changed)
            AtomicFile.WriteText(_path, JsonSerializer.Serialize(_known.OrderBy(p => p.Key, StringComparer.Ordinal).ToDictionary(), StudyJson.Indented));
        _changed = false;
    }

    private static ConcurrentDictionary<string, string> Load(string path)
    {
        try
        {
            return File.Exists(path)
                ? new(JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path)) ?? [])
                : new();
        }
        catch (JsonException)
        {
            return new();
        }
    }
}

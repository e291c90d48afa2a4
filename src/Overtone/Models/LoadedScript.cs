using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// The TorchScript files that were loaded, for whoever opens them again: a module for each file, device and number type that was asked for.
/// TorchSharp 0.107 does not give a module's weights back when it is disposed, so loading a model of 100 MB for each of an audit's trials would
/// take 100 MB more each time.
/// </summary>
internal static class LoadedScript
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<(string File, DateTime Written, long Length, string Device, NumberType Type), jit.ScriptModule> Modules = [];

    /// <summary>The module of a file; nobody disposes it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="type">What its weights are.</param>
    /// <param name="load">Loads it if it was not loaded before, or has changed since.</param>
    internal static jit.ScriptModule Of(string file, Device device, NumberType type, Func<jit.ScriptModule> load)
    {
        var info = new FileInfo(file);
        if (!info.Exists)
            return load();
        var key = (info.FullName, info.LastWriteTimeUtc, info.Length, $"{device}", type);
        lock (Gate)
        {
            if (!Modules.TryGetValue(key, out jit.ScriptModule? module))
                Modules.Add(key, module = load());
            return module;
        }
    }
}

using System.Security.Cryptography;
using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// The TorchScript files that were loaded, for whoever opens them again: a module for each file, device and number type that was asked for.
/// TorchSharp 0.107 does not give a module's weights back when it is disposed, so loading a model of 100 MB for each of an audit's trials
/// would take 100 MB more each time.
/// </summary>
internal sealed class LoadedScript
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<(string Content, string Device, NumberType Type), LoadedScript> Scripts = [];

    // Loading makes handles of all parameters, which nobody frees; the module has its own. What is wanted of them is copied while they are
    // there.
    private LoadedScript(Func<jit.ScriptModule> load)
    {
        using var scope = NewDisposeScope();
        Module = load();
        FirstConvolution = ModuleLayer.FirstConvolution(Module)?.DetachFromDisposeScope();
    }

    /// <summary>The module; nobody disposes it.</summary>
    internal jit.ScriptModule Module { get; }

    /// <summary>The weights of its first convolution, if they are parameters; nobody disposes them.</summary>
    internal Tensor? FirstConvolution { get; }

    /// <summary>The module of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="type">What its weights are.</param>
    /// <param name="load">Loads it if no file of this content was loaded before.</param>
    internal static LoadedScript Of(string file, Device device, NumberType type, Func<jit.ScriptModule> load)
    {
        if (!File.Exists(file))
            return new LoadedScript(load);
        // Two files may be alike in all but their weights, times included.
        var key = (ChecksumOf(file), $"{device}", type);
        lock (Gate)
        {
            if (!Scripts.TryGetValue(key, out LoadedScript? script))
                Scripts.Add(key, script = new LoadedScript(load));
            return script;
        }
    }

    private static string ChecksumOf(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexString(SHA256.HashData(stream));
    }
}

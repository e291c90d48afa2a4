using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TorchSharp;
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
    private static readonly Dictionary<(string Content, string Device, NumberType Type, string? Output), LoadedScript> Scripts = [];

    // Loading makes handles of all parameters, which nobody frees; the module has its own. What is wanted of them is copied while they are
    // there.
    private LoadedScript(string file, Device device, NumberType type, string? output)
    {
        using var scope = NewDisposeScope();
        (Module, DictionaryValue) = Load(file, device, output);
        if (type == NumberType.Bfloat16)
            ConvertToBfloat16(file, Module);
        else
            WeightType = WeightTypeOf(Module);
        FirstConvolution = ModuleLayer.FirstConvolution(Module)?.DetachFromDisposeScope();
    }

    /// <summary>The module; nobody disposes it.</summary>
    internal jit.ScriptModule Module { get; }

    /// <summary>The weights of its first convolution, if they are parameters; nobody disposes them.</summary>
    internal Tensor? FirstConvolution { get; }

    /// <summary>What its weights are and its input must be; null where that is float32, or nothing but bfloat16 was asked for.</summary>
    internal ScalarType? WeightType { get; }

    /// <summary>Which value of the dictionary that it computes it gives; null where it computes none.</summary>
    internal string? DictionaryValue { get; }

    /// <summary>The module of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="type">What its weights are.</param>
    /// <param name="output">The output that is wanted of several; null if nobody says.</param>
    /// <exception cref="ModelFormatException">libtorch cannot load it; or it gives a dictionary without such a value.</exception>
    internal static LoadedScript Of(string file, Device device, NumberType type, string? output)
    {
        if (!File.Exists(file))
            return new LoadedScript(file, device, type, output);
        // Two files may be alike in all but their weights, times included.
        var key = (ChecksumOf(file), $"{device}", type, output);
        lock (Gate)
        {
            if (!Scripts.TryGetValue(key, out LoadedScript? script))
                Scripts.Add(key, script = new LoadedScript(file, device, type, output));
            return script;
        }
    }

    private static (jit.ScriptModule Module, string? DictionaryValue) Load(string file, Device device, string? output)
    {
        var dictionary = DictionaryOutput.Of(TorchScriptArchive.Require(file));
        string? value = dictionary is null ? null : ValueOf(file, dictionary, output);
        try
        {
            return value is null
                ? (jit.load(file, device.type, device.index), null)
                : (jit.load(dictionary!.Archive(file, value), device.type, device.index), value);
        }
        catch (Exception error) when (error is ExternalException or IOException)
        {
            throw new ModelFormatException(file, "TorchScript", $"\"{NativeMessage.Of(error)}\"", "a file that libtorch can load", error);
        }
    }

    private static string ValueOf(string file, DictionaryOutput dictionary, string? output)
    {
        string names = string.Join(", ", dictionary.Names.Select(name => $"\"{name}\""));
        return output switch
        {
            null when dictionary.Names is [var only] => only,
            null => throw new ModelFormatException(
                file, "output", $"a dictionary of {names}", "one of them as \"output\" in the side file, or --output"),
            _ when dictionary.Names.Count == 0 || dictionary.Names.Contains(output) => output,
            _ => throw new ModelFormatException(file, "output", $"\"{output}\"", $"a value of the model's dictionary: {names}"),
        };
    }

    // Of one type, that is: a mixture is the model's own affair.
    private static ScalarType? WeightTypeOf(jit.ScriptModule module)
    {
        ScalarType[] types = [.. module.parameters().Select(weight => weight.dtype).Distinct()];
        return types is [ScalarType.Float64 or ScalarType.Float16] ? types[0] : null;
    }

    // libtorch converts integers as well, which would move the places that a model looks up; counts of batches matter to training alone.
    private static void ConvertToBfloat16(string file, jit.ScriptModule module)
    {
        string? integers = module.named_buffers()
            .FirstOrDefault(b => !b.buffer.is_floating_point() && !b.name.EndsWith("num_batches_tracked", StringComparison.Ordinal)).name;
        if (integers is not null)
            throw new ModelFormatException(
                file,
                "number type",
                $"bfloat16 for a model with integers in its buffer {integers}",
                "float32: the integers would be rounded too");
        module.to(ScalarType.BFloat16);
    }

    private static string ChecksumOf(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexString(SHA256.HashData(stream));
    }
}

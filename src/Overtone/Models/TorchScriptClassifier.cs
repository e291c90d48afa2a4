using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// A classifier from a TorchScript file (<c>torch.jit.trace(...).save(...)</c> or <c>torch.jit.script</c>), computed by libtorch in
/// evaluation mode.
/// Source: TorchScript, as libtorch loads it.
/// </summary>
/// <remarks>
/// A trace made in training mode keeps its dropout whatever the mode is now; <see cref="Preflight"/> finds that.
/// </remarks>
public sealed class TorchScriptClassifier : DifferentiableClassifier
{
    private readonly LoadedScript _script;
    private readonly string _file;
    private readonly bool _isLayoutFound;
    private readonly ImageForm _form;

    private TorchScriptClassifier(
        string file, LoadedScript script, InputSpec spec, InputSize size, ClassifierOptions options, bool isLayoutFound, ImageForm form)
        : base(file, spec, size, options, fixedBatch: null) =>
        (_file, _script, _isLayoutFound, _form) = (file, script, isLayoutFound, form);

    /// <summary>Opens a file.</summary>
    /// <param name="file">The TorchScript file.</param>
    /// <param name="spec">How the model wants its images; pixels as they are if not given.</param>
    /// <param name="options">How to compute.</param>
    /// <returns>A classifier that the caller disposes.</returns>
    /// <exception cref="ModelFormatException">
    /// libtorch cannot load it, nobody says the size of an image, it fails on one grey image, or its output is not [n, K].
    /// </exception>
    public static TorchScriptClassifier Open(string file, InputSpec? spec = null, ClassifierOptions? options = null)
    {
        (spec, options) = (spec ?? InputSpec.Default, options ?? new ClassifierOptions());
        if (options.Layer is { } layer)
            throw new ModelFormatException(file, "layer", $"\"{layer}\" of a TorchScript file", "an ONNX file: only its inner tensors have "
                + "names");
        InputSize size = SizeOf(file, spec, options);
        Device device = options.Device ?? CPU;
        var script = LoadedScript.Of(file, device, options.NumberType, spec.Output);
        script.Module.eval();
        try
        {
            return Open(file, script, spec, size, options);
        }
        catch (ModelFormatException)
        {
            // TorchScript does not say in which form it wants images. Where none computes, the usual one's error is told.
            if (OpenOtherwise(file, script, spec, size, options) is { } found)
                return found;
            throw;
        }
    }

    private static TorchScriptClassifier? OpenOtherwise(
        string file, LoadedScript script, InputSpec spec, InputSize size, ClassifierOptions options)
    {
        TorchScriptClassifier? found = size.Channels == 1
            ? TryOpen(file, script, spec, size, options, form: ImageForm.Grey)
            : spec.Layout is null
                ? TryOpen(file, script, spec with { Layout = PixelLayout.Nhwc }, size, options, isLayoutFound: true)
                : null;
        return found ?? TryOpen(file, script, spec, size, options, form: ImageForm.Row);
    }

    private static TorchScriptClassifier? TryOpen(
        string file, LoadedScript script, InputSpec spec, InputSize size, ClassifierOptions options, bool isLayoutFound = false,
        ImageForm form = ImageForm.Channels)
    {
        try
        {
            return Open(file, script, spec, size, options, isLayoutFound, form);
        }
        catch (ModelFormatException)
        {
            return null;
        }
    }

    private static TorchScriptClassifier Open(
        string file, LoadedScript script, InputSpec spec, InputSize size, ClassifierOptions options, bool isLayoutFound = false,
        ImageForm form = ImageForm.Channels)
    {
        var classifier = new TorchScriptClassifier(file, script, spec, size, options, isLayoutFound, form);
        try
        {
            classifier.Probe();
            return classifier;
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override Tensor? FirstConvolution() => _script.FirstConvolution?.clone();

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) =>
        Choose(_script.Module.call(_form.Apply(input).to_type(_script.WeightType ?? input.dtype)));

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Adaptations =>
    [
        .. _form.Describe(InputSize, Spec.Layout) is { } form ? [form] : Array.Empty<string>(),
        .. _isLayoutFound ? ["it accepts only images with the channels last, and gets them in that form"] : Array.Empty<string>(),
        .. _script.WeightType switch
        {
            ScalarType.Float64 => ["its weights are float64, and images are converted to it"],
            ScalarType.Float16 => ["its weights are float16, and images are rounded to it (11 bits)"],
            _ => Array.Empty<string>(),
        },
        .. _script.DictionaryValue is { } value ? [$"\"{value}\" is read from the dictionary that it returns"] : Array.Empty<string>(),
    ];

    /// <inheritdoc/>
    protected override ClassifierDescription Describe(int batchSize, bool isBatchFixed) => new(
        "TorchScript", __version__, _file, "", Spec.Output ?? "", $"{Device}", get_num_threads(), batchSize, isBatchFixed,
        SettingsOf("evaluation mode"));

    private static InputSize SizeOf(string file, InputSpec spec, ClassifierOptions options)
    {
        int? channels = spec.Channels switch { null => options.DataSize?.Channels ?? 3, ChannelOrder.Grey => 1, _ => 3 };
        return (spec.Height ?? options.DataSize?.Height, spec.Width ?? options.DataSize?.Width) is ({ } height, { } width)
            ? new InputSize(channels.Value, height, width)
            : throw new ModelFormatException(
                file, "size of the input", "none (TorchScript does not record it)",
                $"height and width in {InputSpecFile.PathFor(file)}, for example {{ \"height\": 224, \"width\": 224 }}");
    }

    private Tensor Choose(object output)
    {
        List<Tensor> tensors = output switch
        {
            Tensor one => [one],
            ITuple tuple => [.. Enumerable.Range(0, tuple.Length).Select(position => tuple[position]).OfType<Tensor>()],
            IEnumerable several => [.. several.OfType<Tensor>()],
            _ => [],
        };
        List<int> flat = [.. Enumerable.Range(0, tensors.Count).Where(position => tensors[position].dim() == 2)];
        if (_script.DictionaryValue is null && Spec.Output is { } name)
        {
            return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int position) && position < tensors.Count
                ? tensors[position]
                : throw new ModelFormatException(_file, "output", $"\"{name}\"", $"a position among the outputs: {Describe(tensors)}");
        }

        return tensors.Count == 1 ? tensors[0] : flat.Count == 1 ? tensors[flat[0]] : throw new ModelFormatException(
            _file, "output", $"{tensors.Count} tensors", $"one of shape [n, classes]; choose it with \"output\": {Describe(tensors)}");
    }

    private static string Describe(List<Tensor> tensors) => tensors.Count == 0
        ? "there are none"
        : string.Join(", ", tensors.Select((tensor, position) => $"\"{position}\" [{string.Join(", ", tensor.shape)}]"));
}

using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// A classifier over a TorchSharp module, for networks trained in the same program. It computes in evaluation mode and leaves every
/// layer in the mode it found it in. The module stays the caller's.
/// Source: none.
/// </summary>
public sealed class ModuleClassifier : DifferentiableClassifier
{
    private readonly nn.Module<Tensor, Tensor> _module;
    private readonly ModuleLayer? _layer;

    /// <summary>A classifier over a module.</summary>
    /// <param name="module">From [n, C, H, W] to [n, K]; on the device of the options, and of their number type.</param>
    /// <param name="size">The size of one image.</param>
    /// <param name="spec">How it wants its images; pixels as they are if not given.</param>
    /// <param name="options">How to compute.</param>
    /// <exception cref="ModelFormatException">
    /// The module fails on one grey image, its output is not [n, K], or it has no layer of the name that the options ask for.
    /// </exception>
    public ModuleClassifier(nn.Module<Tensor, Tensor> module, InputSize size, InputSpec? spec = null, ClassifierOptions? options = null)
        : base(module.GetName(), SpecFor(spec, options), size, options ?? new ClassifierOptions(), fixedBatch: null)
    {
        _module = module;
        _layer = options?.Layer is { } layer ? ModuleLayer.Find(module, layer) : null;
        Probe();
    }

    /// <summary>
    /// The parts of a module that <see cref="ClassifierOptions.Layer"/> can ask for, with their types (<c>Conv2d</c>), in the order in
    /// which they are registered.
    /// </summary>
    /// <param name="module">The module.</param>
    public static IReadOnlyList<(string Name, string Type)> Layers(nn.Module<Tensor, Tensor> module) =>
        [.. ModuleLayer.PartsOf(module).Select(part => (part.Name, part.Module.GetType().Name))];

    /// <inheritdoc/>
    public override Tensor? FirstConvolution() => ModuleLayer.FirstConvolution(_module);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        List<nn.Module> training = [.. Parts().Where(part => part.training)];
        if (training.Count == 0)
            return Answer(input);
        _module.eval();
        try
        {
            return Answer(input);
        }
        finally
        {
            RestoreTraining(training);
        }
    }

    /// <inheritdoc/>
    protected override ClassifierDescription Describe(int batchSize, bool isBatchFixed) => new(
        "TorchSharp module", __version__, _module.GetName(), "", "", $"{Device}", get_num_threads(), batchSize, isBatchFixed,
        SettingsOf("evaluation mode"));

    // Class names belong to logits.
    private static InputSpec SpecFor(InputSpec? spec, ClassifierOptions? options) =>
        options?.Layer is null ? spec ?? InputSpec.Default : (spec ?? InputSpec.Default) with { ClassNames = [] };

    private Tensor Answer(Tensor input) => _layer is null ? _module.call(input) : _layer.Answer(_module, input);

    // TorchSharp leaves the module itself out of its modules.
    private List<nn.Module> Parts() => [_module, .. _module.modules()];

    // train() reaches down to all parts, so whoever was in evaluation mode goes back there.
    private void RestoreTraining(List<nn.Module> training)
    {
        foreach (nn.Module part in Parts())
        {
            if (training.Contains(part))
                part.train();
            else
                part.eval();
        }
    }
}

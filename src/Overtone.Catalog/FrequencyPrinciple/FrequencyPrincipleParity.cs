using Overtone.Studies;
using Overtone.Studies.Findings;
using TorchSharp;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>
/// The parity function, where the highest frequencies carry everything: the network fits its samples, misses the high frequencies of the
/// whole and does not generalise.
/// Source: 1901.06523, Fig. 5c.
/// </summary>
public sealed class FrequencyPrincipleParity : TableTensorStudy<FrequencyPrincipleParityOptions, ParityTrial>
{
    /// <inheritdoc/>
    public override string Id => "fprinciple-parity";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "Parity: where high frequencies carry everything, generalisation fails";

    /// <inheritdoc/>
    public override string Source => "Xu et al. 2019 (1901.06523), Fig. 5c";

    /// <inheritdoc/>
    public override string Summary =>
        "A perceptron learns the parity of ten signs from 200 of the 1,024 inputs. The exact spectrum of parity is compared with that of the "
        + "samples and of the trained network over all inputs. Claims that the network fits the samples, holds little of the highest frequency, "
        + "and guesses on unseen inputs.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["run fprinciple-parity", "run fprinciple-parity --preset smoke --dimension 8 --samples 100"];

    /// <inheritdoc/>
    protected override FrequencyPrincipleParityOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Dimension = 8, Samples = 60, Widths = [64, 32], Steps = 100, Draws = 2 },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(FrequencyPrincipleParityOptions options)
    {
        FrequencyPrincipleParityOptions paper = Options(Preset.Paper);
        return options.Dimension == paper.Dimension && options.Samples == paper.Samples && options.Draws >= paper.Draws
            && options.Widths.SequenceEqual(paper.Widths) && options.Steps >= paper.Steps
            ? null
            : $"dimension {options.Dimension}, {options.Samples} samples, {options.Dimension}-{string.Join('-', options.Widths)}-1, {options.Steps:N0} steps, {options.Draws} draws; "
                + "the paper: dimension 10, 200 samples, 10-500-100-1";
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<ParityTrial> Plan(
        FrequencyPrincipleParityOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<ParityTrial>> finished)
    {
        int inputs = 1 << options.Dimension;
        if (options.Samples >= inputs)
            throw new InvalidOptionException("--samples", $"{options.Samples}", $"fewer than all {inputs} inputs of dimension {options.Dimension}");
        return [.. Enumerable.Range(0, options.Draws).Select(draw => new ParityTrial
        {
            Dimension = options.Dimension,
            Samples = options.Samples,
            Widths = options.Widths,
            Activation = options.Activation,
            Scale = options.Scale,
            LearningRate = options.LearningRate,
            Steps = options.Steps,
            Seed = options.Seed + draw,
        })];
    }

    /// <inheritdoc/>
    protected override void Measure(ParityTrial trial, TrialContext context, torch.Device device) => ParityMeasurement.Run(trial, context, device);

    /// <inheritdoc/>
    protected override StudyFindings Conclude(FrequencyPrincipleParityOptions options, TableSet tables) =>
        new FrequencyPrincipleParityFindings(tables, Reduction(options)).Conclude();
}

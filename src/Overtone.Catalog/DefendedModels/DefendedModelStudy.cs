using Overtone.Attacks;
using Overtone.Catalog.AttackedModels;
using Overtone.Catalog.Audit;
using Overtone.Models;
using Overtone.Studies;
using Overtone.Studies.Findings;
using TorchSharp;

namespace Overtone.Catalog.DefendedModels;

/// <summary>
/// Puts a defence around a user's classifier, writes both as one file, and says what it is worth under attacks that know of it.
/// Source: 1905.12797 (the defence); Tramèr et al. 2020 (attacks have to know of it).
/// </summary>
internal sealed class DefendedModelStudy() : TensorStudy<DefendedModelOptions, DefendedModelTrial>(
    "defended-model", "A trained classifier with a defence around it", "Lin et al. 2019 (1905.12797); Tramèr et al. 2020 (2002.08347)",
    version: 2)
{
    // Images of one trial: what a run that is stopped loses at most, and what several workers share.
    private const int Block = 25;

    /// <summary>The study.</summary>
    public static DefendedModelStudy Instance { get; } = new();

    public override string Backend => $"{base.Backend}, ONNX Runtime {OnnxClassifier.RuntimeVersion}";

    public override string Summary =>
        "Takes a trained classifier (ONNX) and labelled images, writes an ONNX file whose answers are the mean over points around each "
        + "image, and attacks both: the model without the defence, the defended one with what broke that, and the defended one through "
        + "the average. Says what the defence costs in accuracy and time, and what it leaves that the model alone would not. Estimates "
        + "with intervals; no claims.";

    public override IReadOnlyList<string> Examples =>
    [
        "run defended-model --preset smoke", "run defended-model --directions 5 --epsilon 0.05 --images 20",
        "run defended-model --model model.onnx --data photos --radius 1.36",
    ];

    public override IReadOnlyList<string> OptionGroups =>
    [
        DefendedModelOptions.DefenceGroup, ModelOptions.ModelGroup, ModelOptions.ImagesGroup, DefendedModelOptions.AttackGroup,
    ];

    public override bool RepeatsExperiment => false;

    public override IReadOnlyList<Study> Uses => PreparedModel.Uses;

    protected override IEnumerable<DefendedModelTrial> Plan(DefendedModelOptions options, TrialPlanning<DefendedModelTrial> planning)
    {
        ModelRequirements.RequireFile(options);
        if (!options.IsDemonstration && ClassifierFile.IsTorchScript(options.Model))
        {
            throw new InvalidOptionException(
                "--model", $"{Path.GetFileName(options.Model)}, a TorchScript file",
                "an ONNX file: the defence is written around the graph in it (torch.onnx.export makes one)");
        }

        double epsilon = EpsilonOf(options);
        if (PreparedModel.Of(options, planning, "defended") is not { } model)
            return [];
        AuditSubject subject = model.Subject;
        RequireOutputs(options, subject.Outputs);
        ChosenDefence defence = options.DefenceFor(model.Size.Channels * model.Size.Height * model.Size.Width, epsilon);
        var writing = new WritingTrial(subject, defence);
        // What cannot be written is not attacked for hours first.
        if (!planning.Finished.Any(trial => trial.Parameters is WritingTrial))
            return [writing];
        var ball = new NormBall(AttackNorm.Linf, epsilon);
        return
        [
            writing,
            .. from block in Enumerable.Range(0, (model.Size.Images + Block - 1) / Block)
               let first = block * Block
               select new DefendedAttackTrial(
                   subject, defence, ball, options.Steps, options.Queries, first, Math.Min(Block, model.Size.Images - first)),
        ];
    }

    protected override IReadOnlyList<string> InputFiles(DefendedModelTrial trial, RunEnvironment environment) =>
        trial.Subject.ModelFiles();

    protected override IReadOnlyList<string> DataFiles(DefendedModelTrial trial, RunEnvironment environment) =>
        trial.Subject.ImageFiles(environment);

    protected override void Measure(DefendedModelTrial trial, Recorder to, torch.Device device)
    {
        using var subject = new OpenSubject(trial.Subject, to, device);
        using var noGradient = torch.no_grad();
        switch (trial)
        {
            case WritingTrial writing:
                WritingMeasurement.Measure(writing, subject, to);
                break;
            case DefendedAttackTrial attack:
                DefendedAttackMeasurement.Measure(attack, subject, to);
                break;
        }
    }

    protected override void Conclude(DefendedModelOptions options, Conclusion to) => new DefendedModelFindings(options, to).Conclude();

    private static void RequireOutputs(DefendedModelOptions options, OutputKind outputs)
    {
        string model = Path.GetFileName(options.Model);
        if (outputs is OutputKind.OneLogit or OutputKind.OneProbability)
            throw new InvalidOptionException("--model", $"{model} with one output", "a model with one logit or probability a class");
        if (outputs == OutputKind.Probabilities && options.Average == WrittenOutput.Logits)
        {
            throw new InvalidOptionException(
                "--average", $"logits for {model}, whose outputs are probabilities", "softmax, or the model without its softmax");
        }
    }

    private static double EpsilonOf(DefendedModelOptions options) =>
        BoundList.Read(options.Epsilon, AttackNorm.Linf, size: null, "a number").Value;
}

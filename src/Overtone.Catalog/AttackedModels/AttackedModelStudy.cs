using System.Text.Json;
using Overtone.Attacks;
using Overtone.Catalog.Audit;
using Overtone.Models;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Runs;
using TorchSharp;

namespace Overtone.Catalog.AttackedModels;

/// <summary>
/// Attacks on a user's classifier with everything chosen: which images they break within which bound, and whether what they leave means
/// anything. An attack shows that a model is broken; none shows that it is not.
/// Source: Carlini et al. 2019; Croce and Hein 2020.
/// </summary>
internal sealed class AttackedModelStudy() : TensorStudy<AttackedModelOptions, AttackedModelTrial>(
    "attacked-model", "Attacks on a trained classifier", "Carlini et al. 2019 (1902.06705); Croce and Hein 2020 (2003.01690)")
{
    // Images of one trial: what a run that is stopped loses at most, and what several workers share.
    private const int Block = 100;

    /// <summary>The study.</summary>
    public static AttackedModelStudy Instance { get; } = new();

    public override string Backend => $"{base.Backend}, ONNX Runtime {OnnxClassifier.RuntimeVersion}";

    public override string Summary =>
        "Takes a trained classifier (ONNX or TorchScript) and labelled images, attacks each image with every attack within every bound, "
        + "and says which are broken, verified from what is stored, and which are not broken by which attacks. Checks whether gradients "
        + "are masked say whether that means anything. Estimates with intervals; no claims.";

    public override IReadOnlyList<string> Examples =>
    [
        "run attacked-model --preset smoke", "run attacked-model --norm l2 --attacks pgd,square --masking none",
        "run attacked-model --model model.onnx --data photos --epsilon 2/255,8/255",
    ];

    public override IReadOnlyList<string> OptionGroups =>
        [ModelOptions.ModelGroup, ModelOptions.ImagesGroup, AttackedModelOptions.AttackGroup, AttackedModelOptions.BudgetGroup];

    public override bool RepeatsExperiment => false;

    public override IReadOnlyList<Study> Uses => PreparedModel.Uses;

    public override IReadOnlyList<string> KeptFiles =>
        [NearestMeasurement.Adversarial, NearestMeasurement.Originals, NearestMeasurement.Labels, NearestMeasurement.Numbers];

    /// <summary>The options of a run with each model alone, the first model's first.</summary>
    public static IEnumerable<AttackedModelOptions> Each(AttackedModelOptions options) =>
        options.CompareWith.Prepend(options.Model).Select(model => options with { Model = model, CompareWith = [] });

    /// <summary>The models' names.</summary>
    public static IReadOnlyList<ModelName> NamesOf(AttackedModelOptions options) => ModelName.Of([options.Model, .. options.CompareWith]);

    protected override IEnumerable<AttackedModelTrial> Plan(AttackedModelOptions options, TrialPlanning<AttackedModelTrial> planning)
    {
        AttackedModelOptions[] each = [.. Each(options)];
        foreach (AttackedModelOptions one in each)
        {
            ModelRequirements.RequireFile(one);
            double largest = BoundList.Of(one, size: null) is [.., { } last] ? last.Value : 0;
            ChosenAttacks.Of(one, new NormBall(one.Norm, largest), ModelRequirements.GradientFault(one), size: null);
        }

        return [.. each.SelectMany(one => PlanOne(one, planning))];
    }

    protected override IReadOnlyList<string> InputFiles(AttackedModelTrial trial, RunEnvironment environment) =>
        trial.Subject.ModelFiles();

    protected override IReadOnlyList<string> DataFiles(AttackedModelTrial trial, RunEnvironment environment) =>
        trial.Subject.ImageFiles(environment);

    protected override bool IsOptional(AttackedModelOptions options, AttackedModelTrial trial) => trial is MaskingTrial;

    protected override void Measure(AttackedModelTrial trial, Recorder to, torch.Device device)
    {
        using var subject = new OpenSubject(trial.Subject, to, device);
        using var noGradient = torch.no_grad();
        switch (trial)
        {
            case ModelAttackTrial attack:
                AttackMeasurement.Measure(attack, subject, to);
                break;
            case NearestTrial nearest:
                NearestMeasurement.Measure(nearest, subject, to);
                break;
            case MaskingTrial masking:
                MaskingMeasurement.Measure(masking, subject, to);
                break;
        }
    }

    protected override TableSet Gather(AttackedModelOptions options, IReadOnlyList<FinishedTrial<AttackedModelTrial>> trials) =>
        options.CompareWith.Length == 0
            ? base.Gather(options, trials)
            : ByModel(options, name => trials.Where(t => SideBySide.IsOf(name, t.Parameters.Subject)).SelectMany(t => t.Tables.All));

    protected override TableSet GatherOthers(AttackedModelOptions options, IReadOnlyList<StoredTrial> trials) =>
        options.CompareWith.Length == 0
            ? base.GatherOthers(options, trials)
            : ByModel(options, name => trials.Where(t => SideBySide.IsOf(name, SubjectOf(t.Trial))).SelectMany(t => t.Tables));

    protected override void Conclude(AttackedModelOptions options, Conclusion to)
    {
        if (options.CompareWith.Length == 0)
            new AttackedModelFindings(options, to).Conclude();
        else
            ComparedAttacks.Conclude(options, to);
    }

    private static TableSet ByModel(AttackedModelOptions options, Func<string, IEnumerable<Studies.Tables.Table>> tablesOf) => new(
        options.CompareWith.Prepend(options.Model).Zip(NamesOf(options)).SelectMany(model =>
            TableSet.Join(tablesOf(model.First)).All.Select(table => SideBySide.Labelled(table, model.Second))));

    private static AuditSubject? SubjectOf(Trial trial) =>
        trial.Study == ModelAudit.Instance.Id ? (trial.Read<AuditTrial>() as SubjectTrial)?.Subject : null;

    private static List<AttackedModelTrial> PlanOne(AttackedModelOptions options, TrialPlanning<AttackedModelTrial> planning)
    {
        var trials = new List<AttackedModelTrial>();
        if (PreparedModel.Of(options, planning, "attacked") is not { } model)
            return trials;
        double[] epsilons = [.. BoundList.Of(options, model.Size).Select(bound => bound.Value)];
        var ball = new NormBall(options.Norm, epsilons[^1]);
        IReadOnlyList<Attack> attacks = ChosenAttacks.Of(options, ball, model.Subject.GradientFault, model.Size);
        string[] checks = [.. MaskingMeasurement.ChecksOf(options.Masking).Select(check => check.Id)];
        ModelAttackTrial[] each =
        [
            .. from attack in attacks
               from first in Enumerable.Range(0, (model.Size.Images + Block - 1) / Block).Select(block => block * Block)
               select new ModelAttackTrial(model.Subject, attack, epsilons, first, Math.Min(Block, model.Size.Images - first)),
        ];
        trials.AddRange(each);
        if (checks.Length > 0)
            trials.Add(new MaskingTrial(model.Subject, ball, options.Steps, checks));
        Dictionary<string, string> keys = planning.Finished.ToDictionary(t => Text(t.Parameters), t => t.Key, StringComparer.Ordinal);
        if (Array.TrueForAll(each, one => keys.ContainsKey(Text(one))))
        {
            trials.Add(new NearestTrial(model.Subject, ball,
                [.. each.GroupBy(one => one.Attack.Name, (name, own) => new StoredAttack(name, [.. own.Select(one => keys[Text(one)])]))]));
        }

        return trials;

        // Records are compared by what they hold, their lists too.
        static string Text(AttackedModelTrial trial) => JsonSerializer.Serialize(trial, StudyJson.Compact);
    }
}

using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit;

internal sealed partial record AuditOptions
{
    [Option("Number of classes to show heat maps of, most affected first; 0 for none", Minimum = 0, Group = ClassHeatMaps.Title)]
    public int ClassMaps { get; init; } = 10;
}

/// <summary>Keeps the names of the classes: the heat map itself already knows which images are wrong at each frequency.</summary>
internal sealed record ClassNamesTrial(AuditSubject Subject) : SubjectTrial(Subject)
{
    public override string Label => "names of the classes";
}

/// <summary>The name of a label.</summary>
[Table("class_names")]
internal sealed record ClassName(int Class, string Name);

/// <summary>
/// How often images of a class are wrong, as they are and on average over the frequencies of the heat map; the difference has the interval.
/// </summary>
[Table("class_errors")]
internal sealed record ClassError(
    string Class, int Images, double CleanError, double MeanError, double AboveClean, double Low, double High, string WorstFrequency,
    double WorstFrequencyError);

/// <summary>The share of a class's images that are wrong at a cell of the plane.</summary>
[Table("class_heatmaps")]
internal sealed record ClassCell(
    string Class, [Unit(CellRow.Unit)] int FrequencyY, [Unit(CellRow.Unit)] int FrequencyX, double Error, int Images)
    : CellRow(FrequencyY, FrequencyX);

/// <summary>
/// Which classes break at which frequencies: the heat map by true class.
/// Source: the heat map of 1906.08988, Fig. 3, of the images of each class alone.
/// </summary>
internal sealed class ClassHeatMaps : AuditPart
{
    public const string Title = "Heat map by class";

    // Of fewer images a share says nothing.
    private const int FewestImages = 5;
    private const string Worst = "worst_class_error_above_clean";

    public override string Heading => Title;

    public override IReadOnlyList<AuditTrialKind> Trials => [Kind<ClassNamesTrial>(
        "class-names", (_, subject, to) => to.Add(subject.ClassNames.Select((name, label) => new ClassName(label, name))), Always)];

    public override IEnumerable<AuditTrial> Plan(AuditPlan audit) =>
        audit.Options.ClassMaps == 0 ? [] : [new ClassNamesTrial(audit.Subject)];

    public override void Conclude(AuditSetting audit, Conclusion to)
    {
        if (audit.Options.ClassMaps == 0)
            return;
        FrequencyTiling tiling = HeatMapScale.Of(audit).Tiling;
        CleanAnswer[] clean = DrawOrder.Of(audit.Options, to.Rows<CleanAnswer>());
        var errors = new ImageErrors(to.Rows<MeasuredCell>(), tiling, clean);
        var names = to.Rows<ClassName>().ToDictionary(r => (long)r.Class, r => r.Name);
        OneClass[] classes =
        [
            .. clean.Index().GroupBy(r => r.Item.Label).Where(one => one.Count() >= FewestImages)
                .Select(one => OneClass.Of(names.GetValueOrDefault(one.Key, $"{one.Key}"), [.. one], tiling.Plane, errors))
                .OrderByDescending(one => one.Row.AboveClean),
        ];
        if (classes.Length < 2)
        {
            to.Estimate(Estimate.NotMeasured(Worst, $"fewer than two classes have {FewestImages} images"));
            return;
        }

        OneClass[] shown = [.. classes.Take(audit.Options.ClassMaps)];
        to.Add(classes.Select(one => one.Row));
        to.Add(shown.SelectMany(one => one.Cells));
        to.Estimate(Summary(classes));
        to.Figure(
            "class-heat-maps", "Which classes break at which frequencies",
            "A heat map for each class, most affected first: the share of the class's images that are misclassified at each "
                + "frequency, perturbed as for the main heat map. The title gives the mean over all frequencies. Zero frequency is "
                + $"in the middle. Shown: {shown.Length} of the {classes.Length} classes with at least {FewestImages} images.",
            perRow: 5,
            shown.Select(one => new HeatMap<ClassCell>($"{one.Row.Class}, {StudyText.Percent(one.Row.MeanError)}")
                .Where(r => r.Class, one.Row.Class).X(r => r.FrequencyX, "").Y(r => r.FrequencyY, "")
                .Colour(r => r.Error, "error rate", min: 0, max: 1).ToPanel()));
    }

    private static Estimate Summary(OneClass[] classes)
    {
        ClassError worst = classes[0].Row, least = classes[^1].Row;
        return new Estimate
        {
            Name = Worst,
            Value = worst.AboveClean,
            Low = worst.Low,
            High = worst.High,
            Importance = (worst.AboveClean - least.AboveClean) / 2,
            Statement = worst is { MeanError: 0 }
                ? "No image of any class is misclassified at any measured frequency."
                : $"The class most affected is {worst.Class}: averaged over all frequencies, "
                    + $"{StudyText.Percent(worst.MeanError)} of its {worst.Images} images are misclassified "
                    + $"({StudyText.Percent(worst.CleanError)} unperturbed), most at {worst.WorstFrequency} (vertical, horizontal). The "
                    + $"class least affected is {least.Class}: {StudyText.Percent(least.MeanError)} "
                    + $"({StudyText.Percent(least.CleanError)} unperturbed). As the largest of {classes.Length} measured differences, the "
                    + "number is biased upwards.",
            Advice = worst.AboveClean - least.AboveClean > 0.3
                ? "Look at what the affected classes are mistaken for; training on more images of them, with perturbations, evens "
                    + "the classes out."
                : "",
        };
    }

    /// <summary>A class's errors.</summary>
    private sealed record OneClass(ClassError Row, ClassCell[] Cells)
    {
        public static OneClass Of(string name, (int Place, CleanAnswer Answer)[] images, FrequencyPlane plane, ImageErrors errors)
        {
            int[] members = Array.ConvertAll(images, image => image.Place);
            ClassCell[] cells = [.. plane.Cells.Select(cell =>
            {
                bool[] wrong = errors.WrongAt(cell);
                int[] measured = [.. members.Where(image => image < wrong.Length)];
                double share = measured.Length == 0 ? double.NaN : measured.Average(image => wrong[image] ? 1.0 : 0);
                return new ClassCell(name, cell.Y, cell.X, share, measured.Length);
            })];
            ClassCell[] known = [.. cells.Where(cell => cell.Images > 0)];
            ClassCell worst = known.MaxBy(cell => cell.Error)!;
            double clean = images.Average(image => image.Answer.IsRight ? 0.0 : 1), mean = known.Average(cell => cell.Error);
            (double above, double low, double high) = errors.AboveClean(known.Select(cell => cell.Cell), members);
            return new OneClass(
                new ClassError(name, members.Length, clean, mean, above, low, high, $"{worst.Cell}", worst.Error), cells);
        }
    }
}

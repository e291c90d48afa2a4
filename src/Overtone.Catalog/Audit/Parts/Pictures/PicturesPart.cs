using System.Globalization;
using System.Text.Json.Serialization;
using Overtone.Data;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>Keeps some images as they are, perturbed and filtered.</summary>
/// <param name="Subject">The model and its images.</param>
/// <param name="Images">Which images of the sample.</param>
/// <param name="Perturbation">How images are perturbed.</param>
/// <param name="Cells">Along which frequencies.</param>
/// <param name="Radius">The radius of the low- and high-pass.</param>
internal sealed record PicturesTrial(
    AuditSubject Subject, int[] Images, FourierPerturbation Perturbation, PictureOfCell[] Cells, int Radius) : SubjectTrial(Subject)
{
    public override string Label => $"pictures of {Images.Length} images";
}

/// <summary>A frequency along which pictures are perturbed, and what it stands for.</summary>
internal sealed record PictureOfCell(string Name, int Y, int X)
{
    [JsonIgnore]
    public SpatialFrequency Frequency => new(Y, X);

    public static PictureOfCell Of(string name, SpatialFrequency frequency) => new(name, frequency.Y, frequency.X);
}

/// <summary>A pixel of a picture, of grey images.</summary>
[Table("pictures")]
internal readonly record struct GreyPicturePixel(string Image, string Picture, string Prediction, int Row, int Column, double Grey);

/// <summary>A pixel of a picture, of images in colour.</summary>
[Table("pictures")]
internal readonly record struct ColourPicturePixel(
    string Image, string Picture, string Prediction, int Row, int Column, double Red, double Green, double Blue);

/// <summary>
/// Some images as they are, perturbed and filtered, with the model's answer to each, so that people see what is measured.
/// </summary>
internal sealed class PicturesPart : AuditPart
{
    private const int MostImages = 3, MostLargeImages = 2, LargeSide = 64;

    // Of larger images the middle is kept.
    private const int LongestSide = 112;

    // What a high-pass leaves is faint. It is spread around grey until one pixel in a hundred would be black or white.
    private const double Bright = 0.99;

    public override IReadOnlyList<AuditTrialKind> Trials => [Kind<PicturesTrial>("pictures", Measure)];

    /// <summary>Once the heat map tells its most harmful frequency.</summary>
    public override IEnumerable<AuditTrial> Plan(AuditPlan audit)
    {
        if (HeatMapPart.MostHarmful(audit) is not { } worst)
            return [];
        ModelSize size = audit.Size;
        var plane = new FrequencyPlane(size.Height, size.Width);
        SpatialFrequency Horizontal(int k) => plane.Canonical(new SpatialFrequency(0, Math.Max(1, k)));
        PictureOfCell[] cells =
        [
            PictureOfCell.Of("low", Horizontal(size.Shorter / 16)), PictureOfCell.Of("middle", Horizontal(size.Shorter / 4)),
            PictureOfCell.Of("most harmful", worst), PictureOfCell.Of("highest", plane.Classes.MaxBy(cell => cell.Radius)),
        ];
        int[] images = Choose(audit.Preflight.Rows<CleanAnswer>(), size.Shorter > LargeSide ? MostLargeImages : MostImages);
        return [new PicturesTrial(audit.Subject, images, HeatMapScale.Of(audit).Perturbation, cells, Math.Max(1, size.Shorter / 4))];
    }

    /// <summary>The one image that stands for the sample.</summary>
    public static int Shown(IReadOnlyList<CleanAnswer> clean) => Choose(clean, 1)[0];

    public override void Conclude(AuditSetting audit, Conclusion to)
    {
        ModelSize size = audit.Size;
        string part = Math.Max(size.Height, size.Width) > LongestSide
            ? $" Only the central {Math.Min(size.Height, LongestSide)}×{Math.Min(size.Width, LongestSide)} pixels of each image are "
                + "shown."
            : "";
        to.Figure(
            "pictures", "What the perturbations look like",
            "Images of different classes from the sample (correctly classified ones first), with the model's answer to each picture "
                + $"(✗: wrong). Low to highest: plus {new HeatMapFindings(audit, to).Wave()}; (vertical, horizontal) frequency in "
                + "cycles per image; the highest is the Nyquist frequency in both directions. Low-pass: frequencies up to radius r "
                + "are kept; high-pass: those beyond, shown on grey with the contrast raised as stated above the column. Pixels "
                + $"outside [0, 1] are shown as black or white; the model sees them unclipped.{part}",
            size.Channels == 1
                ? new Images<GreyPicturePixel>().Each(r => r.Picture, r => r.Row, r => r.Column).Rows(r => r.Image)
                    .Note(r => r.Prediction).Value(r => r.Grey, "pixel value", 0, 1).ToPanel()
                : new Images<ColourPicturePixel>().Each(r => r.Picture, r => r.Row, r => r.Column).Rows(r => r.Image)
                    .Note(r => r.Prediction).Value(r => r.Red, "pixel value", 0, 1).Colour(r => r.Green, r => r.Blue).ToPanel());
    }

    private static void Measure(PicturesTrial trial, OpenSubject subject, Recorder to)
    {
        var low = new BandFilter(BandShape.RadialLowPass, trial.Radius);
        var high = new BandFilter(BandShape.RadialHighPass, trial.Radius);
        double stretch = Stretch(trial.Images.Select(image => high.Apply(subject.Part(image, 1).Pixels)));
        foreach (int image in trial.Images)
        {
            using var scope = NewDisposeScope();
            LabelledImages part = subject.Part(image, 1);
            Add(part, "as it is", part.Pixels);
            foreach (PictureOfCell cell in trial.Cells)
            {
                var map = new FourierHeatMap(subject.Classifier, part, trial.Perturbation);
                Add(part, $"{cell.Name} {cell.Frequency}", map.Perturbed(cell.Frequency));
            }

            Add(part, $"low-pass r = {trial.Radius}", low.Apply(part.Pixels));
            Tensor details = high.Apply(part.Pixels);
            string faint = string.Create(CultureInfo.InvariantCulture, $"high-pass r = {trial.Radius} (×{stretch:0.#} on grey)");
            Add(part, faint, details, (details * stretch) + 0.5);
        }

        void Add(LabelledImages part, string picture, Tensor asked, Tensor? shown = null)
        {
            Tensor logits = subject.Classifier.Logits(asked, to.Cancellation);
            int prediction = ClassifierAnswers.Of(logits, part.Labels.Span).Predictions[0], label = (int)part.Labels.Span[0];
            string answer = prediction == label ? Name(prediction) : $"✗ {Name(prediction)}";
            ShownPixel[] pixels = ShownPixel.Of((shown ?? asked)[0], LongestSide);
            if (subject.Classifier.InputSize.Channels == 1)
                to.Add(pixels.Select(p => new GreyPicturePixel(Name(label), picture, answer, p.Row, p.Column, p.Red)));
            else
                to.Add(pixels.Select(p => new ColourPicturePixel(Name(label), picture, answer, p.Row, p.Column, p.Red, p.Green, p.Blue)));
        }

        string Name(int label) => label < subject.ClassNames.Count ? subject.ClassNames[label] : $"{label}";
    }

    private static double Stretch(IEnumerable<Tensor> details)
    {
        using var scope = NewDisposeScope();
        double[] sizes = [.. details.SelectMany(image => image.abs().cpu().data<float>().ToArray()).Select(size => (double)size).Order()];
        double bright = sizes[(int)(Bright * (sizes.Length - 1))];
        return bright > 0 ? Math.Max(1, Math.Floor(0.5 / bright * 10) / 10) : 1;
    }

    // Of different classes, and correctly classified as long as there are such: a perturbation can then be seen to break something.
    private static int[] Choose(IReadOnlyList<CleanAnswer> clean, int count) =>
    [
        .. clean.OrderBy(r => r.Prediction == r.Label ? 0 : 1).ThenBy(r => r.Image)
            .DistinctBy(r => r.Label).Take(count).Select(r => r.Image),
    ];
}

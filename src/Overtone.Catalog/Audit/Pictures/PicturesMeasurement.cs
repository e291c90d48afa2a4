using System.Globalization;
using Overtone.Catalog.Audit.Preparation;
using Overtone.Data;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit.Pictures;

/// <summary>
/// Keeps some images as they are, perturbed and filtered, with the model's answer to each, so that people see what is measured.
/// </summary>
internal static class PicturesMeasurement
{
    /// <summary>The longest side that is kept; of larger images the middle is.</summary>
    public const int LongestSide = 112;

    // What a high-pass leaves is faint. It is spread around grey until one pixel in a hundred would be black or white.
    private const double Bright = 0.99;

    public static void Measure(PicturesTrial trial, OpenSubject subject, TrialContext context)
    {
        var pictures = new List<(string Image, string Name, string Prediction, Pixel[] Pixels)>();
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

        context.Write(subject.Classifier.InputSize.Channels == 1
            ? Table.Of(pictures.SelectMany(picture => picture.Pixels, (picture, p) =>
                new GreyPicturePixel(picture.Image, picture.Name, picture.Prediction, p.Row, p.Column, p.Red)))
            : Table.Of(pictures.SelectMany(picture => picture.Pixels, (picture, p) =>
                new ColourPicturePixel(picture.Image, picture.Name, picture.Prediction, p.Row, p.Column, p.Red, p.Green, p.Blue))));

        void Add(LabelledImages part, string picture, Tensor asked, Tensor? shown = null)
        {
            Tensor logits = subject.Classifier.Logits(asked, context.Cancellation);
            int prediction = ClassifierAnswers.Of(logits, part.Labels.Span).Predictions[0], label = (int)part.Labels.Span[0];
            string answer = prediction == label ? Name(prediction) : $"✗ {Name(prediction)}";
            pictures.Add((Name(label), picture, answer, Pixel.Of((shown ?? asked)[0], LongestSide)));
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
}

using System.Globalization;
using Overtone.Attacks;
using Overtone.Catalog.Audit;
using Overtone.Models;
using Overtone.Studies;
using Overtone.Studies.Findings;
using static TorchSharp.torch;

namespace Overtone.Catalog.AttackedModels;

/// <summary>Some images as they are, what was changed, and the result, each with the model's answer.</summary>
internal static class AttackPictures
{
    private const int MostImages = 4, MostLargeImages = 3, LargeSide = 64;

    // Of larger images the middle is kept.
    private const int LongestSide = 112;

    /// <summary>Adds the pixels.</summary>
    /// <param name="subject">The model and its images.</param>
    /// <param name="nearest">The nearest adversarial images.</param>
    /// <param name="broken">The images that were broken.</param>
    /// <param name="norm">The norm of distances.</param>
    /// <param name="to">The trial.</param>
    public static void Add(OpenSubject subject, NearestImages nearest, int[] broken, AttackNorm norm, Recorder to)
    {
        InputSize size = subject.Classifier.InputSize;
        int most = Math.Min(size.Height, size.Width) > LargeSide ? MostLargeImages : MostImages;
        ReadOnlyMemory<long> labels = subject.Images.Labels;
        int[] shown = [.. broken.DistinctBy(image => labels.Span[image]).Take(most)];
        if (shown.Length == 0)
            return;
        using var scope = NewDisposeScope();
        Tensor[] changes = Array.ConvertAll(shown, image => nearest.Pixels[image] - subject.Images.Pixels[image]);
        // One factor for all, so that they can be compared.
        double largest = changes.Max(change => change.abs().max().item<float>()), factor = largest > 0 ? 0.5 / largest : 1;
        string changed = string.Create(CultureInfo.InvariantCulture, $"change ×{factor:0.#} on grey");
        foreach ((int n, int image) in shown.Index())
        {
            string name = string.Create(
                CultureInfo.InvariantCulture, $"{Class((int)labels.Span[image])}, {NormText.Of(norm)} {nearest.DistanceOf(image):0.####}");
            Tensor before = subject.Images.Pixels[image], after = nearest.Pixels[image];
            Row(name, "before", before, Answer(before, image));
            Row(name, changed, (changes[n] * factor) + 0.5, nearest.AttackOf(image));
            Row(name, "after", after, Answer(after, image));
        }

        void Row(string image, string picture, Tensor pixels, string note)
        {
            ShownPixel[] shownPixels = ShownPixel.Of(pixels, LongestSide);
            if (size.Channels == 1)
                to.Add(shownPixels.Select(p => new GreyPicturePixel(image, picture, note, p.Row, p.Column, p.Red)));
            else
                to.Add(shownPixels.Select(p => new ColourPicturePixel(image, picture, note, p.Row, p.Column, p.Red, p.Green, p.Blue)));
        }

        string Answer(Tensor pixels, int image)
        {
            Tensor logits = subject.Classifier.Logits(pixels.unsqueeze(0), to.Cancellation);
            var answers = ClassifierAnswers.Of(logits, labels.Span.Slice(image, 1));
            string mark = answers.IsError[0] == 0 ? "" : "✗ ";
            string share = (100 * answers.Confidence[0]).ToString("0", CultureInfo.InvariantCulture);
            return $"{mark}{Class(answers.Predictions[0])} ({share} %)";
        }

        string Class(int label) => label < subject.ClassNames.Count ? subject.ClassNames[label] : $"{label}";
    }

    /// <summary>Draws them.</summary>
    public static void Draw(ModelSize size, Conclusion to)
    {
        bool isGrey = size.Channels == 1;
        if ((isGrey ? to.Rows<GreyPicturePixel>().Count : to.Rows<ColourPicturePixel>().Count) == 0)
            return;
        string part = Math.Max(size.Height, size.Width) > LongestSide
            ? $" Only the central {Math.Min(size.Height, LongestSide)}×{Math.Min(size.Width, LongestSide)} pixels are shown."
            : "";
        to.Figure(
            "adversarial-images", "What breaks it",
            "Some images of different classes that were broken: before, the change (its contrast raised by the factor above the column), "
                + "and after. On the left the right class and the norm of the change; below, the model's answer with its "
                + "softmax probability (✗: wrong), and the attack that found this nearest adversarial image." + part,
            isGrey
                ? new Images<GreyPicturePixel>().Each(r => r.Picture, r => r.Row, r => r.Column).Rows(r => r.Image)
                    .Note(r => r.Prediction).Value(r => r.Grey, "pixel value", 0, 1).ToPanel()
                : new Images<ColourPicturePixel>().Each(r => r.Picture, r => r.Row, r => r.Column).Rows(r => r.Image)
                    .Note(r => r.Prediction).Value(r => r.Red, "pixel value", 0, 1).Colour(r => r.Green, r => r.Blue).ToPanel());
    }
}

/// <summary>Norms in sentences.</summary>
internal static class NormText
{
    public static string Of(AttackNorm norm) => norm == AttackNorm.Linf ? "ℓ∞" : "ℓ2";
}

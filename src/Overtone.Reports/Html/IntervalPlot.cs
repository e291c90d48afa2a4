using System.Xml.Linq;
using Overtone.Reports.Axes;
using Overtone.Studies.Findings;

namespace Overtone.Reports.Html;

/// <summary>A claim's interval against its threshold, as a small picture in the page's own colours.</summary>
internal static class IntervalPlot
{
    private const double Width = 300, Height = 58, Margin = 14, Middle = 20, LetterWidth = 6.5;

    private static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    /// <summary>
    /// Draws the claimed side, the threshold, the replicates, the interval and the estimate; null when there is no estimate.
    /// </summary>
    public static XElement? Draw(JudgedClaim judged)
    {
        double threshold = judged.Claim.Threshold;
        if (!double.IsFinite(judged.Estimate) || !double.IsFinite(threshold))
            return null;

        double[] shown = [.. ((double[])[.. judged.Values, judged.Lower, judged.Upper, judged.Estimate, threshold]).Where(double.IsFinite)];
        double low = shown.Min(), high = shown.Max();
        if (!(high > low))
            (low, high) = (low - 1, high + 1);
        double At(double value) => Margin + ((value - low) / (high - low) * (Width - (2 * Margin)));

        bool atLeast = judged.Claim.Direction == Direction.AtLeast;
        string label = $"threshold {NumberLabel.Compact(threshold)}";
        double halfLabel = label.Length * LetterWidth / 2;
        double line = At(threshold), left = atLeast ? line : 0, right = atLeast ? Width : line;
        return new XElement(
            Namespace + "svg",
            new XAttribute("class", "interval"),
            new XAttribute("viewBox", $"0 0 {Coordinate(Width)} {Coordinate(Height)}"),
            new XAttribute("role", "img"),
            new XElement(Namespace + "title", $"{ClaimCard.Measured(judged)}; claimed {ClaimCard.Claimed(judged.Claim)} (shaded side)"),
            Shape("rect", "side", ("x", left), ("y", 4), ("width", right - left), ("height", Height - 22)),
            Shape("line", "axis", ("x1", 0), ("x2", Width), ("y1", Middle), ("y2", Middle)),
            judged.Values.Where(double.IsFinite).Select(value => Shape("circle", "replicate", ("cx", At(value)), ("cy", Middle + 12), ("r", 2.5))),
            Shape("line", "threshold", ("x1", line), ("x2", line), ("y1", 4), ("y2", Height - 18)),
            Shape("line", "range", ("x1", At(judged.Lower)), ("x2", At(judged.Upper)), ("y1", Middle), ("y2", Middle)),
            Shape("circle", "estimate", ("cx", At(judged.Estimate)), ("cy", Middle), ("r", 5.5)),
            new XElement(
                Namespace + "text",
                new XAttribute("x", Coordinate(Math.Clamp(line, halfLabel, Width - halfLabel))),
                new XAttribute("y", Coordinate(Height - 5)),
                new XAttribute("text-anchor", "middle"),
                label));
    }

    private static XElement Shape(string name, string classes, params (string Name, double Value)[] attributes) => new(
        Namespace + name,
        new XAttribute("class", classes),
        attributes.Select(a => new XAttribute(a.Name, Coordinate(a.Value))));

    private static string Coordinate(double value) => value.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}

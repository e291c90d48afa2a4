using System.Globalization;
using Microsoft.AspNetCore.Components;
using Overtone.Studies.Findings;

namespace Overtone.Pages.Findings;

/// <summary>
/// A claim's interval against its threshold, as a small picture in the page's own colours: the claimed side, the threshold, the replicates,
/// the interval and the estimate; nothing where there is no estimate.
/// </summary>
public partial class IntervalPlot : ComponentBase
{
    private const double Width = 300, Height = 58, Margin = 14, Middle = 20, LetterWidth = 6.5;

    private double _low, _high;

    /// <summary>The claim with its verdict.</summary>
    [Parameter, EditorRequired]
    public required JudgedClaim Judged { get; set; }

    private double Threshold => Judged.Claim.Threshold;

    private bool IsDrawn => double.IsFinite(Judged.Estimate) && double.IsFinite(Threshold);

    private bool ClaimsMore => Judged.Claim.Direction == Direction.AtLeast;

    private double SideLeft => ClaimsMore ? At(Threshold) : 0;

    private double SideWidth => ClaimsMore ? Width - At(Threshold) : At(Threshold);

    private string Label => $"threshold {NumberLabel.Compact(Threshold)}";

    private double LabelMiddle
    {
        get
        {
            double half = Label.Length * LetterWidth / 2;
            return Math.Clamp(At(Threshold), half, Width - half);
        }
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        double[] shown =
            [.. ((double[])[.. Judged.Values, Judged.Lower, Judged.Upper, Judged.Estimate, Threshold]).Where(double.IsFinite)];
        if (shown.Length == 0)
            return;
        (_low, _high) = (shown.Min(), shown.Max());
        if (!(_high > _low))
            (_low, _high) = (_low - 1, _high + 1);
    }

    // An end that was never reached lies at the picture's.
    private double At(double value) => Math.Clamp(Margin + ((value - _low) / (_high - _low) * (Width - (2 * Margin))), 0, Width);

    private string Place(double value) => Spell(At(value));

    private static string Spell(double coordinate) => coordinate.ToString("0.##", CultureInfo.InvariantCulture);
}

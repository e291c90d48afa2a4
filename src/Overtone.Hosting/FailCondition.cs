using System.Globalization;
using Overtone.Studies;
using Overtone.Studies.Findings;

namespace Overtone.Hosting;

/// <summary>A condition on a number of the summary under which a run counts as failed, for example <c>clean_accuracy&lt;0.7</c>.</summary>
/// <param name="Text">The condition as it was written.</param>
/// <param name="Name">The number's name.</param>
/// <param name="Operator">One of &lt;, &lt;=, &gt; and &gt;=.</param>
/// <param name="Limit">What the number is compared with.</param>
internal sealed record FailCondition(string Text, string Name, string Operator, double Limit)
{
    /// <summary>The option that takes conditions.</summary>
    public const string OptionName = "--fail-if";

    /// <summary>Reads a condition.</summary>
    /// <exception cref="InvalidOptionException">It is none.</exception>
    public static FailCondition Parse(string text)
    {
        int start = text.IndexOfAny(['<', '>']);
        int end = start >= 0 && start + 1 < text.Length && text[start + 1] == '=' ? start + 2 : start + 1;
        string name = start < 0 ? "" : text[..start].Trim();
        bool isName = name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.');
        return isName
            && double.TryParse(text.AsSpan(end), NumberStyles.Float, CultureInfo.InvariantCulture, out double limit)
            && double.IsFinite(limit)
            ? new FailCondition(text, name, text[start..end], limit)
            : throw new InvalidOptionException(
                OptionName, $"'{text}'", "NAME, then <, <=, > or >=, then a number, in quotes: 'clean_accuracy<0.7'");
    }

    /// <summary>Says which of the conditions hold, with the values; a value that could not be measured holds none off.</summary>
    /// <exception cref="InvalidOptionException">There is no number of a condition's name, and none is missing.</exception>
    public static IReadOnlyList<string> Held(IReadOnlyList<FailCondition> conditions, StudyFindings findings) =>
        [.. conditions.Select(condition => condition.Judge(findings)).OfType<string>()];

    private string? Judge(StudyFindings findings)
    {
        Estimate? estimate = findings.Estimates.FirstOrDefault(e => e.Name == Name);
        if (estimate is null && findings.NotMeasured.Count > 0)
            return $"{OptionName} '{Text}': no {Name}, which counts as failed; not measured: "
                + $"{string.Join(", ", findings.NotMeasured.Select(missing => missing.Part))}";
        if (estimate is null)
            throw new InvalidOptionException(OptionName, $"'{Name}'", Names(findings.Estimates));
        if (!estimate.IsMeasured)
            return $"{OptionName} '{Text}': {Name} has no value, which counts as failed ({estimate.Statement})";
        bool holds = Operator switch
        {
            "<" => estimate.Value < Limit,
            "<=" => estimate.Value <= Limit,
            ">" => estimate.Value > Limit,
            _ => estimate.Value >= Limit,
        };
        return holds ? string.Create(CultureInfo.InvariantCulture, $"{OptionName} '{Text}' holds: {Name} is {estimate.Value}") : null;
    }

    private static string Names(IReadOnlyList<Estimate> estimates) => estimates.Count == 0
        ? "no condition: this study has no summary of numbers"
        : $"one of {string.Join(", ", estimates.Select(e => e.Name))}";
}

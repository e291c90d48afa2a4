using System.CommandLine;
using System.Text.Json;
using Overtone.Hosting.Terminal;
using Overtone.Reports;
using Overtone.Studies;
using Overtone.Studies.Findings;

namespace Overtone.Hosting.Commands;

/// <summary>
/// <c>compare RUN RUN</c>: two runs of one study, number by number and claim by claim, and the options in which they differ.
/// </summary>
internal static class CompareCommand
{
    private static readonly Argument<string> First = new("first") { Description = "The first run's folder" };
    private static readonly Argument<string> Second = new("second") { Description = "The second run's folder" };

    public static Command Create(IReadOnlyList<Study> studies, Output output, string[] args) =>
        new DocumentedCommand("compare", "Show two runs of one study side by side: differing options, the numbers of the summary, and each "
            + "claim's estimate and verdict.", "compare runs/example runs/other", "compare runs/example runs/other --json")
        {
            First, Second,
        }.WhenNamedIn(args, command =>
        {
            command.Add(CommonOptions.Store);
            command.Add(Flag.Json);
            command.SetAction(parsed => Compare(parsed, studies, output));
        });

    private static void Compare(ParseResult parsed, IReadOnlyList<Study> studies, Output output)
    {
        string store = CommonOptions.StoreOf(parsed);
        LoadedRun first = LoadedRun.From(parsed.GetRequiredValue(First), store, studies);
        LoadedRun second = LoadedRun.From(parsed.GetRequiredValue(Second), store, studies);
        if (first.Study != second.Study)
            throw new InvalidDataException($"{second.Folder}: a run of '{second.Study.Id}', but {first.Folder} is one of "
                + $"'{first.Study.Id}'; only runs of the same study can be compared");
        RequireRule(first, output);
        RequireRule(second, output);
        Compare(first, second, output, Flag.Json.IsIn(parsed));
    }

    // What would be compared here is judged anew, but the reports that people read beside it were not.
    private static void RequireRule(LoadedRun run, Output output)
    {
        string file = Path.Combine(run.Folder, FindingsFile.FileName);
        if (FindingsFile.RuleOf(file) is { } rule && rule != VerdictRule.Version)
            throw new InvalidDataException($"{file}: its claims were judged by rule {rule}, expected rule {VerdictRule.Version}; judge "
                + $"them again with '{output.Program} report {run.Folder}', which measures nothing");
    }

    private static void Compare(LoadedRun first, LoadedRun second, Output output, bool json)
    {
        (string Option, string First, string Second)[] options = [.. Differences(first.Manifest.Options, second.Manifest.Options)];
        StudyFindings left = first.Conclude().Findings, right = second.Conclude().Findings;
        (string Name, Estimate? First, Estimate? Second)[] estimates = [.. Pair(left.Estimates, right.Estimates, e => e.Name)];
        (string Id, JudgedClaim? First, JudgedClaim? Second)[] claims = [.. Pair(left.Claims, right.Claims, c => c.Claim.Id)];
        if (json)
        {
            output.ResultWriter.WriteLine(JsonSerializer.Serialize(
                new
                {
                    Options = options.Select(o => new { o.Option, o.First, o.Second }),
                    Estimates = estimates.Select(e => new { e.Name, First = Summary(e.First), Second = Summary(e.Second) }),
                    Claims = claims.Select(c => new { c.Id, First = Summary(c.First), Second = Summary(c.Second) }),
                },
                StudyJson.Indented));
            return;
        }

        if (options.Length == 0)
            output.Line("Both runs have the same options.");
        else
            output.Table(
                ["option", first.Folder, second.Folder],
                options.Select(o => (IReadOnlyList<string>)[o.Option, o.First, o.Second]));
        if (estimates.Length > 0)
            output.Table(
                ["summary", first.Folder, second.Folder],
                estimates.Select(e => (IReadOnlyList<string>)[e.Name, Format(e.First), Format(e.Second)]));
        if (claims.Length > 0)
            output.Table(
                ["claim", first.Folder, second.Folder],
                claims.Select(c => (IReadOnlyList<string>)[(c.First ?? c.Second)!.Claim.Statement, Format(c.First), Format(c.Second)]));
    }

    internal static IEnumerable<(string Option, string First, string Second)> Differences(JsonElement first, JsonElement second)
    {
        Dictionary<string, string> left = Properties(first), right = Properties(second);
        return left.Keys.Union(right.Keys)
            .Select(name => (name, left.GetValueOrDefault(name, "-"), right.GetValueOrDefault(name, "-")))
            .Where(o => o.Item2 != o.Item3);
    }

    private static Dictionary<string, string> Properties(JsonElement options) =>
        options.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString(), StringComparer.Ordinal);

    private static IEnumerable<(string Name, T? First, T? Second)> Pair<T>(
        IReadOnlyList<T> first, IReadOnlyList<T> second, Func<T, string> name)
        where T : class =>
        first
            .Select(name)
            .Union(second.Select(name))
            .Select(n => (n, first.FirstOrDefault(f => name(f) == n), second.FirstOrDefault(s => name(s) == n)));

    private static object? Summary(Estimate? estimate) => estimate is null
        ? null
        : new { Value = estimate.IsMeasured ? estimate.Value : (double?)null, estimate.Low, estimate.High };

    private static object? Summary(JudgedClaim? claim) =>
        claim is null ? null : new { claim.Estimate, claim.Lower, claim.Upper, Verdict = claim.VerdictText };

    private static string Format(JudgedClaim? claim) => claim is null ? "-" : $"{VerdictTable.Estimate(claim)} "
        + claim.VerdictText;

    private static string Format(Estimate? estimate) => estimate switch
    {
        null or { IsMeasured: false } => "-",
        { Low: { } low, High: { } high } => FormattableString.Invariant($"{estimate.Value:G3} [{low:G3}, {high:G3}]"),
        _ => FormattableString.Invariant($"{estimate.Value:G3}"),
    };
}

using System.CommandLine;
using System.Text.Json;
using Overtone.Hosting.Terminal;
using Overtone.Studies;
using Overtone.Studies.Findings;

namespace Overtone.Hosting.Commands;

/// <summary><c>overtone compare RUN RUN</c>: two runs of one study, claim by claim, and the options in which they differ.</summary>
internal static class CompareCommand
{
    private static readonly Argument<string> First = new("first") { Description = "The first run's folder" };
    private static readonly Argument<string> Second = new("second") { Description = "The second run's folder" };

    public static Command Create(IReadOnlyList<Study> studies, Output output)
    {
        var command = new DocumentedCommand("compare", "Show two runs of one study side by side: differing options, and each claim's estimate and verdict.", "compare runs/example runs/other", "compare runs/example runs/other --json")
        {
            First, Second, CommonOptions.Store, CommonOptions.Json,
        };
        command.SetAction(parsed =>
        {
            string store = CommonOptions.StoreOf(parsed);
            LoadedRun first = LoadedRun.From(parsed.GetRequiredValue(First), store, studies);
            LoadedRun second = LoadedRun.From(parsed.GetRequiredValue(Second), store, studies);
            if (first.Study != second.Study)
                throw new InvalidDataException($"{second.Folder}: a run of '{second.Study.Id}', but {first.Folder} is one of '{first.Study.Id}'; only runs of one study compare");
            Compare(first, second, output, parsed.GetValue(CommonOptions.Json));
        });
        return command;
    }

    private static void Compare(LoadedRun first, LoadedRun second, Output output, bool json)
    {
        (string Option, string First, string Second)[] options = [.. Differences(first.Manifest.Options, second.Manifest.Options)];
        (JudgedClaim? First, JudgedClaim? Second)[] claims = [.. Pair(first.Conclude().Claims, second.Conclude().Claims)];
        if (json)
        {
            output.ResultWriter.WriteLine(JsonSerializer.Serialize(
                new
                {
                    Options = options.Select(o => new { o.Option, o.First, o.Second }),
                    Claims = claims.Select(c => new { (c.First ?? c.Second)!.Claim.Id, First = Summary(c.First), Second = Summary(c.Second) }),
                },
                StudyJson.Indented));
            return;
        }

        if (options.Length == 0)
            output.Line("Both runs have the same options.");
        else
            output.Table(["option", first.Folder, second.Folder], options.Select(o => (IReadOnlyList<string>)[o.Option, o.First, o.Second]));
        output.Table(["claim", first.Folder, second.Folder], claims.Select(c => (IReadOnlyList<string>)[(c.First ?? c.Second)!.Claim.Statement, Spell(c.First), Spell(c.Second)]));
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

    private static IEnumerable<(JudgedClaim? First, JudgedClaim? Second)> Pair(IReadOnlyList<JudgedClaim> first, IReadOnlyList<JudgedClaim> second) =>
        first.Select(c => c.Claim.Id).Union(second.Select(c => c.Claim.Id))
            .Select(id => (first.FirstOrDefault(c => c.Claim.Id == id), second.FirstOrDefault(c => c.Claim.Id == id)));

    private static object? Summary(JudgedClaim? claim) =>
        claim is null ? null : new { claim.Estimate, claim.Lower, claim.Upper, Verdict = VerdictTable.Name(claim.Verdict) };

    private static string Spell(JudgedClaim? claim) => claim is null ? "-" : $"{VerdictTable.Estimate(claim)} {VerdictTable.Name(claim.Verdict)}";
}

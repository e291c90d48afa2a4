using System.IO.Compression;
using Overtone.Catalog.AttackedModels;
using Overtone.Data;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Runs;

namespace Overtone.Catalog.Tests.AttackedModels;

/// <summary>Attacks of a second on the fixtures' linear networks.</summary>
internal static class SmallAttack
{
    public static AttackedModelOptions Options { get; } = new()
    {
        Model = Fixture("linear.onnx"),
        Images = 40,
        BatchSize = 20,
        Epsilon = ["0.02", "0.05", "0.1"],
        Steps = 10,
        Targets = 9,
        Queries = 50,
        Masking = MaskingChoice.None,
    };

    public static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "AttackedModels", "Fixtures", name);

    /// <summary>Runs it; nothing fails.</summary>
    public static RunOutcome Run(this TestRun run, AttackedModelOptions options)
    {
        RunOutcome outcome = run.Execute(AttackedModelStudy.Instance, options);
        Assert.Empty(outcome.Failures);
        return outcome;
    }

    /// <summary>The derived rows of one type.</summary>
    public static IReadOnlyList<T> Derived<T>(StudyFindings findings) => new TableSet(findings.Tables).Rows<T>();

    /// <summary>Everything that a reader reads.</summary>
    public static IEnumerable<string> Sentences(StudyFindings findings) =>
    [
        .. findings.Warnings, .. findings.Notes, .. findings.Estimates.SelectMany(e => new[] { e.Statement, e.Advice }),
        .. findings.Figures.SelectMany(f => new[] { f.Title, f.Caption }),
        .. Derived<AttackVerdict>(findings).Select(r => r.Verdict),
    ];

    /// <summary>Some of the digits, those other than zero being one class.</summary>
    public static void WriteTwoClasses(string path)
    {
        Dataset digits = ImageProblem.Open("digits", []).Evaluation;
        int[] places = [.. Enumerable.Range(0, digits.Count).Where(n => digits.Labels[n] == 0).Take(15),
            .. Enumerable.Range(0, digits.Count).Where(n => digits.Labels[n] != 0).Take(15)];
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using var images = digits.Images(places);
        Write("images", stream => NpyWriter.Write<byte>(
            stream, Array.ConvertAll(images.data<float>().ToArray(), pixel => (byte)Math.Round(255 * pixel)), places.Length, 8, 8));
        Write("labels", stream => NpyWriter.Write<long>(
            stream, Array.ConvertAll(places, n => digits.Labels[n] == 0 ? 0L : 1), places.Length));

        void Write(string name, Action<Stream> write)
        {
            using Stream stream = zip.CreateEntry(name + ".npy").Open();
            write(stream);
        }
    }
}

using Overtone.Catalog.Audit;
using Overtone.Data;
using Overtone.Data.Corruptions;
using Overtone.Studies;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Tests.Audit;

public sealed class CorruptedDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("corrupted-").FullName;
    private readonly Dataset _clean = DataSource.Open("digits", []).Evaluation;

    private AuditOptions Options => SmallAudit.Options with { Corruptions = ["all"], Layers = ["none"], CorruptedData = _folder };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Faithful corruptions are whole bytes, so that a file holds exactly what is made here.
    [Fact]
    public void Corruptions_read_from_files_and_made_here_give_the_same_numbers()
    {
        Write("speckle_noise", "contrast");
        using TestRun read = new(), made = new();
        Table fromFiles = Severities(read, Options),
            madeHere = Severities(made, Options with { CorruptedData = "", Corruptions = ["contrast", "speckle_noise"] });
        Assert.Equal(["contrast", "speckle_noise"], fromFiles.Texts("corruption").Distinct());
        var contrast = fromFiles.Rows.Where(r => r.Text("corruption") == "contrast").ToArray();
        var other = madeHere.Rows.Where(r => r.Text("corruption") == "contrast").ToArray();
        Assert.Equal(5, contrast.Length);
        foreach (var column in new[] { "error", "l2_norm", "high_frequency_nyquist_square", "high_frequency_outside_disc" })
            Assert.All(contrast.Zip(other), pair => Assert.Equal(pair.Second.Number(column), pair.First.Number(column), 1e-5));
    }

    [Fact]
    public void Names_choose_among_the_files_and_names_beyond_the_published_ones_will_do()
    {
        Write("contrast", "fog");
        File.Move(Path.Combine(_folder, "fog.npy"), Path.Combine(_folder, "haze.npy"));
        using var run = new TestRun();
        Assert.Equal(["haze"], Severities(run, Options with { Corruptions = ["haze"] }).Texts("corruption").Distinct());
        var error = Assert.Throws<DataFormatException>(() => Severities(run, Options with { Corruptions = ["fog"] }));
        Assert.Equal("fog.npy", Path.GetFileName(error.File));
    }

    [Fact]
    public void Images_made_from_others_are_refused()
    {
        Write("contrast");
        using var run = new TestRun();
        WriteLabels(_clean.Labels.ToArray().Reverse());
        var labels = Assert.Throws<DataFormatException>(() => Severities(run, Options));
        Assert.StartsWith("label ", labels.Field, StringComparison.Ordinal);
        Assert.Contains("same images in the same order", labels.Expected);
        NpyWriter.Write<byte>(Path.Combine(_folder, "labels.npy"), new byte[10], 10);
        NpyWriter.Write<byte>(Path.Combine(_folder, "contrast.npy"), new byte[10 * 64], 10, 8, 8, 1);
        Assert.Contains("2 images per severity", Assert.Throws<DataFormatException>(() => Severities(run, Options)).Found);
    }

    [Fact]
    public void Ice_for_images_that_are_corrupted_already_is_refused()
    {
        using var run = new TestRun();
        Assert.Contains("--frost", Assert.Throws<InvalidOptionException>(() => Severities(run, Options with { Frost = _folder })).Message);
    }

    private static Table Severities(TestRun run, AuditOptions options) =>
        run.Execute(new ModelAudit(), options).Findings!.Tables.Single(t => t.Name == "corruptions");

    // As many times as there are severities.
    private void WriteLabels(IEnumerable<int> labels) => NpyWriter.Write<byte>(
        Path.Combine(_folder, "labels.npy"), [.. Enumerable.Repeat(labels, 5).SelectMany(l => l).Select(l => (byte)l)], 5 * _clean.Count);

    private void Write(params string[] corruptions)
    {
        WriteLabels(_clean.Labels.ToArray());
        foreach (var name in corruptions)
        {
            var corrupted = new CorruptedImages(_clean);
            var bytes = new List<byte>();
            for (int severity = 1; severity <= 5; severity++)
            {
                foreach (var batch in corrupted.Batches(new CorruptionLevel(CorruptionCatalog.Named(name), severity), 64))
                {
                    using (batch)
                    using (NewDisposeScope())
                        bytes.AddRange(batch.Images.mul(255).round().to_type(ScalarType.Byte).data<byte>().ToArray());
                }
            }

            NpyWriter.Write<byte>(
                Path.Combine(_folder, name + ".npy"), [.. bytes], 5 * _clean.Count, _clean.Shape.Height, _clean.Shape.Width, 1);
        }
    }
}

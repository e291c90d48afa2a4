using System.Diagnostics;
using System.Text.Json;
using Overtone.Hosting;
using Overtone.Tests;
using SkiaSharp;

namespace Overtone.Cli.Tests;

/// <summary>
/// Models that abort, that give no gradient, that a part of the audit cannot read: the report is written without what failed, or one
/// sentence says why there is none.
/// </summary>
public sealed class HostileModelTests : IDisposable
{
    private const string Options =
        "--preset smoke --images 12 --norm 2 --region 3 --bandwidths 3 --batch-size 4 --jobs 1 --quiet --out run";

    private readonly CommandLine _program = new();

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("damaged/crash.pt")]
    [InlineData("damaged/crash-unknown-type.pt")]
    [InlineData("models/optimised-for-inference.pt")]
    [InlineData("models/device-written-into-script.pt")]
    public void A_model_that_cannot_be_opened_is_told_in_one_sentence(string model)
    {
        CommandLine.Result result = Audit(model, 16, 4);
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains(Path.GetFileName(model) + ": ", result.Error);
        Assert.Contains("found ", result.Error);
        Assert.Contains(", expected ", result.Error);
        Assert.DoesNotContain("   at ", result.Error);
        Assert.DoesNotContain("Index was out of range", result.Error);
        Assert.False(File.Exists(Report));
    }

    [Theory]
    [InlineData("detached-output.pt")]
    [InlineData("argmax-output.pt")]
    public void A_model_without_gradients_is_audited_without_attacks(string model)
    {
        CommandLine.Result result = Audit($"models/{model}", 16, 4, "--corruptions none");
        Assert.True(result.ExitCode == ExitCode.Success, result.Error);
        Assert.Contains("Not measured: no gradient (", result.Output);
        Assert.Contains("Not measured", File.ReadAllText(Report));
        Assert.DoesNotContain("correctly after attacks of", result.Output);
        Assert.DoesNotContain("NaN", result.Output);
    }

    [Fact]
    public void A_corruption_that_does_not_fit_the_images_costs_nothing_else()
    {
        string folder = Path.Combine(Cases.Data, "long-pictures");
        CommandLine.Result result = _program.Run(
            $"audit {folder}/model.onnx --data {folder}/photos {Options} --attacks none --corruptions frost,contrast");
        Assert.True(result.ExitCode == ExitCode.Success, result.Error);
        JsonElement missing = Assert.Single(Verdicts().GetProperty("not_measured").EnumerateArray());
        Assert.Equal("corruption frost", missing.GetProperty("part").GetString());
        Assert.Contains("found ", missing.GetProperty("reason").GetString());
        Assert.Contains("corruption frost", File.ReadAllText(Report));
        Assert.Contains("contrast", File.ReadAllText(Path.Combine(_program.Folder, "run", "tables", "corruptions.csv")));

        // The report again, from the store; and a condition on a number that is not there.
        Assert.Contains("corruption frost", _program.Succeed("report run").Output);
        Directory.Delete(Path.Combine(_program.Folder, "run"), recursive: true);
        CommandLine.Result failed = _program.Run(
            $"audit {folder}/model.onnx --data {folder}/photos {Options} --attacks none --corruptions frost --fail-if corruption_error>1");
        Assert.Equal(ExitCode.ConditionHeld, failed.ExitCode);
        Assert.Contains("not measured: corruption frost", failed.Error);
    }

    [Fact]
    public void A_vision_transformer_gets_its_report()
    {
        CommandLine.Result result = Audit("models/vit-tiny.onnx", 32, 10, "--corruptions none --attacks none");
        Assert.True(result.ExitCode == ExitCode.Success, result.Error);
        Assert.True(File.Exists(Report));
    }

    [Fact]
    public void A_limit_of_memory_is_an_option()
    {
        CommandLine.Result result = Audit("models/softmax-at-the-end.onnx", 32, 10, "--probe-memory 0.001");
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("GiB of memory", result.Error);
    }

    [Fact]
    public void A_model_with_other_weights_is_measured_anew_though_its_length_and_times_are_the_same()
    {
        string model = Path.Combine(_program.Folder, "model.onnx"), weights = model + ".data";
        byte[] bytes = File.ReadAllBytes(Path.Combine(Cases.Models, "external-weights", "model.onnx.data"));
        File.Copy(Path.Combine(Cases.Models, "external-weights", "model.onnx"), model);
        string before = Measure();
        for (int sign = 3; sign < bytes.Length; sign += 4 * sizeof(float))
            bytes[sign] ^= 0x80;
        Assert.NotEqual(before, Measure());

        string Measure()
        {
            File.WriteAllBytes(weights, bytes);
            File.SetLastWriteTimeUtc(weights, DateTime.UnixEpoch);
            if (Directory.Exists(Path.Combine(_program.Folder, "run")))
                Directory.Delete(Path.Combine(_program.Folder, "run"), recursive: true);
            CommandLine.Result result = Audit(model, 16, 4, "--corruptions none --attacks none");
            Assert.True(result.ExitCode == ExitCode.Success, result.Error);
            return File.ReadAllText(Path.Combine(_program.Folder, "run", "tables", "clean.csv"));
        }
    }

    [Fact]
    public void Ctrl_c_is_heard_while_weights_are_hashed()
    {
        ControlC.SkipUnlessHeard();
        File.Copy(Path.Combine(Cases.Models, "external-weights", "model.onnx"), Path.Combine(_program.Folder, "model.onnx"));
        // A file with a hole of 100 GiB takes no place on the disk, and a minute to hash.
        using (FileStream weights = File.Create(Path.Combine(_program.Folder, "model.onnx.data")))
            weights.SetLength(100L << 30);
        Photos.Write(Path.Combine(_program.Folder, "photos"));
        using Process process = _program.Start(["audit", "model.onnx", "--data", "photos", "--out", "run"]);
        Assert.NotNull(process.StandardError.ReadLine());
        ControlC.Send(process);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(20)), "it went on hashing");
        Assert.Equal(ExitCode.Interrupted, process.ExitCode);
        Assert.False(Directory.Exists(Path.Combine(_program.Folder, "run")));
    }

    private string Report => Path.Combine(_program.Folder, "run", "report.html");

    private JsonElement Verdicts() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(_program.Folder, "run", "verdicts.json"))).RootElement;

    private CommandLine.Result Audit(string model, int side, int classes, string options = "")
    {
        var random = new Random(1);
        for (int label = 0; label < classes; label++)
        {
            string folder = Directory.CreateDirectory(Path.Combine(_program.Folder, "photos", $"class{label}")).FullName;
            for (int n = 0; n < 3; n++)
                File.WriteAllBytes(Path.Combine(folder, $"{n}.png"), Noise(random, side));
        }

        return _program.RunArguments([
            "audit",
            Path.Combine(AppContext.BaseDirectory, "Cases", model),
            "--data",
            "photos",
            .. $"{Options} {options}".Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ]);
    }

    private static byte[] Noise(Random random, int side)
    {
        using var bitmap = new SKBitmap(side, side);
        for (int pixel = 0; pixel < side * side; pixel++)
            bitmap.SetPixel(
                pixel % side, pixel / side, new SKColor((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)));
        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}

using Overtone.Hosting;

namespace Overtone.Cli.Tests;

/// <summary>What someone sees whose model, data or options are not fit for an audit: one clear line, and nothing half-written.</summary>
public sealed class AuditErrorTests(AuditInputs inputs) : IClassFixture<AuditInputs>
{
    private const string Good = "--data photos.npz --norm 1 --batch-size 4 --model ";

    [Theory]
    [InlineData("--model nothing.onnx", "--model: found 'nothing.onnx', expected an existing ONNX or TorchScript file")]
    [InlineData("--model folder.onnx", "expected a model file, not a folder")]
    [InlineData(Good + "noise.onnx --method gradient", "--method: found gradient for noise.onnx, expected a model with gradients (node ")]
    [InlineData(Good + "noise.onnx --dtype bfloat16", "--dtype: found bfloat16 for noise.onnx, expected a model that libtorch can compute")]
    [InlineData("--dtype bfloat16", "--dtype: found bfloat16 for demo, expected a model file")]
    [InlineData("--dtype float16", "--dtype: found 'float16', expected float32|bfloat16")]
    [InlineData("--norm -1", "--norm: found -1, expected a number above 0, or auto")]
    [InlineData("--region -1", "--region: found -1")]
    [InlineData("--stride 0", "--stride: found 0")]
    [InlineData("--precision 2", "--precision: found 2, expected a number above 0 and at most 0.5, or exact")]
    [InlineData("--batch-size 100000000", "--batch-size: found 100000000, expected a number from 1 to 4096, or auto")]
    [InlineData("--phase pie", "--phase: found 'pie', expected radians")]
    [InlineData("--bandwidths 3,4", "--bandwidths: found 4, expected odd numbers")]
    [InlineData(Good + "rgb.onnx --mean 1,2", "--mean: found 2 numbers, expected one number, or one per channel")]
    [InlineData(Good + "rgb.onnx --std 0", "--std: found [0], expected numbers that are above zero")]
    [InlineData(Good + "rgb.onnx --range 1,0", "--range: found [1, 0], expected two numbers, black before white")]
    [InlineData(Good + "rgb.onnx --channels blue", "--channels: found 'blue', expected rgb|bgr|grey|auto")]
    [InlineData(
        Good + "rgb.onnx --resize resize-and-crop",
        "--resize: found resize-and-crop and resizeTo none, expected the shorter side before the crop")]
    public void A_wrong_option_is_found_before_anything_starts(string arguments, string message) =>
        AssertNothingStarted(arguments, ExitCode.Usage, message);

    [Theory]
    [InlineData("--model truncated.onnx", "truncated.onnx: kind of file: found an ONNX file that ends early")]
    [InlineData(
        "--model truncated.pt",
        "truncated.pt: kind of file: found a zip archive that is damaged or ends early, expected a whole TorchScript file; copy it again")]
    [InlineData("--model random.onnx", "random.onnx: kind of file: found a file that begins with the bytes f5693d8537eee332")]
    [InlineData("--model other.zip", "other.zip: kind of file: found a zip archive without a model")]
    [InlineData("--model state_dict.pth", "torch.onnx.export(model")]
    [InlineData("--model unknown_field.onnx", "unknown_field.json: hieght: found an unknown field, expected perhaps height")]
    [InlineData("--model no_json.onnx", "no_json.json: line 1: found text that is not JSON")]
    [InlineData("--model rgb.onnx --input-spec none.json", "none.json: file: found none, expected a JSON file")]
    [InlineData("--model rgb.onnx --data nowhere", "No data set \"nowhere\". Looked in:")]
    [InlineData("--model rgb.onnx --data empty", "empty: content: found no data set")]
    [InlineData("--model rgb.onnx --data no_classes", "one folder of PNG, JPEG, WebP, BMP or GIF files per class")]
    [InlineData("--model rgb.onnx --data mixed", "to its model with --resize resize or resize-and-crop")]
    [InlineData("--model rgb.onnx --data unlabelled.npz", "unlabelled.npz: array labels: found none")]
    [InlineData("--model rgb.onnx --data few_labels.npz", "number of labels: found 3, expected 6, one per image")]
    public void A_file_of_no_use_is_found_before_anything_starts(string arguments, string message) =>
        AssertNothingStarted(arguments, ExitCode.Failure, message);

    [Theory]
    [InlineData(Good + "unknown_operator.onnx", "unknown_operator.onnx: ONNX: found", "No Op registered for Rexu")]
    [InlineData(Good + "int8.onnx", "int8.onnx: input images: found int8, expected images as float32", "export with a float32 example")]
    [InlineData(
        Good + "rank5.onnx", "rank5.onnx: input images: found shape [axis0, 1, 1, 8, 8], expected 4 axes", "[images, rows, columns]")]
    [InlineData(Good + "two_inputs.onnx", "two_inputs.onnx: inputs: found left", "expected one input of images")]
    [InlineData(
        Good + "two_flat_outputs.onnx",
        "features: float32 [axis0, 6], logits: float32 [axis0, 4]",
        "name it with --output, or as \"output\" in the side file")]
    [InlineData(
        Good + "nan.onnx",
        "nan.onnx: the model cannot be audited: outputs: NaN or infinity for 6 of 6 images",
        "check range, mean and std")]
    [InlineData(Good + "dropout.pt", "dropout.pt: the model cannot be audited: repetition", "Call model.eval() before exporting")]
    [InlineData(
        "--data five_classes.npz --norm 1 --batch-size 4 --model rgb.onnx",
        "classes: labels from 0 to 4, but 4 outputs; expected labels from 0 to 3",
        "The model was trained on other classes")]
    [InlineData(
        Good + "any_size.onnx --input-spec digits_size.json",
        "images: size: found 8x8 pixels, expected 12x12, the model's input size",
        "else --resize resize (or resize-and-crop), or \"resize\" in the side file")]
    [InlineData(
        Good + "grey.pt",
        "grey.pt: inference: found",
        "give --channels, or \"channels\", \"height\" and \"width\" in the side file")]
    [InlineData(
        Good + "rgb.onnx --channels grey", "channels: found \"grey\", expected \"rgb\" or \"bgr\"", "the model takes three channels")]
    [InlineData(Good + "rgb.onnx --layout nhwc", "layout: found \"nhwc\" for an input of shape [?, 3, 8, 8]", "expected \"nchw\"")]
    [InlineData("--model rgb.onnx --data broken --norm 1", "2.png: pixels: found a truncated image", "expected an intact image")]
    [InlineData(
        "--norm 1 --batch-size 4 --data mixed --resize resize --model any_size.onnx",
        "any_size.onnx: height of the input: found none (the model takes any)", "{ \"height\": 224 }")]
    [InlineData(Good + "rgb.onnx --output scores", "output: found \"scores\"", "one of the model's outputs: logits")]
    public void A_model_that_does_not_fit_is_refused_by_the_preflight(string arguments, string message, string advice) =>
        AssertRefused(arguments, ExitCode.Failure, message, advice);

    [Theory]
    [InlineData("--norm 1 --region 9", "--region: found 9, expected at most 8, the images' shorter side", "")]
    [InlineData("--norm 1 --bandwidths 9", "--bandwidths: found 9, expected odd numbers up to 8", "")]
    public void A_scale_that_does_not_fit_the_images_is_refused_after_the_preflight(string arguments, string message, string advice) =>
        AssertRefused("--data photos.npz --batch-size 4 --model rgb.onnx " + arguments, ExitCode.Usage, message, advice);

    [Theory]
    [InlineData("batch1.onnx --data photos.npz")]
    [InlineData("batch4.onnx --data photos.npz")]
    [InlineData("grey.onnx --data photos.npz")]
    [InlineData("digits.onnx --data digits --resize resize --images 20")]
    [InlineData("rgb.onnx --data mixed --resize resize --images 10")]
    public void What_looks_odd_but_works_is_audited(string arguments)
    {
        CommandLine.Result result = inputs.Audit(
            "--norm 1 --region 1 --bandwidths 3 --batch-size 4 --corruptions contrast --attacks none --model " + arguments);
        Assert.True(result.ExitCode == ExitCode.Success, result.Error);
        Assert.True(File.Exists(inputs.PathOf("out/report.html")));
    }

    [Fact]
    public void A_run_that_its_preflight_ended_gives_up_its_folder()
    {
        const string Audit = "run audit --quiet --jobs 1 --out again --norm 1 --region 1 --bandwidths 3 --batch-size 4 "
            + "--corruptions contrast --attacks none --data photos.npz --model any_size.onnx --input-spec digits_size.json";
        CommandLine.Result refused = inputs.Run(Audit);
        Assert.True(refused.ExitCode == ExitCode.Failure, refused.Error);
        Assert.Contains("images: size: found 8x8 pixels", refused.Error, StringComparison.Ordinal);

        CommandLine.Result result = inputs.Run(Audit + " --resize resize");
        Assert.True(result.ExitCode == ExitCode.Success, result.Error);
        string errors = inputs.PathOf("again/errors.log");
        // Libraries may have complained of the processor; nothing of the first run is left.
        Assert.False(File.Exists(errors) && File.ReadAllText(errors).Contains("8x8", StringComparison.Ordinal));
    }

    private void AssertNothingStarted(string arguments, int exitCode, string message)
    {
        CommandLine.Result result = inputs.Audit(arguments);
        AssertReadable(result, exitCode, message);
        Assert.False(Directory.Exists(inputs.PathOf("out")));
        Assert.Empty(Left("trials"));
    }

    private void AssertRefused(string arguments, int exitCode, string message, string advice)
    {
        CommandLine.Result result = inputs.Audit(arguments);
        AssertReadable(result, exitCode, message);
        Assert.Contains(advice, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(inputs.PathOf("out/report.html")));
        Assert.False(Directory.Exists(inputs.PathOf("out/tables")));
        // What was found when the model was opened may stay, and the preflight's answer: both are whole, and true of this model and these
        // images.
        Assert.InRange(Left("trials").Length, 0, 2);
    }

    private string[] Left(string folder)
    {
        string store = inputs.PathOf("store");
        if (!Directory.Exists(store))
            return [];
        string partial = Path.Combine(store, "partial");
        Assert.Empty(Directory.Exists(partial) ? Directory.GetFileSystemEntries(partial) : []);
        return Directory.Exists(Path.Combine(store, folder))
            ? Directory.GetFiles(Path.Combine(store, folder), "trial.json", SearchOption.AllDirectories)
            : [];
    }

    private static void AssertReadable(CommandLine.Result result, int exitCode, string message)
    {
        Assert.True(result.ExitCode == exitCode, result.Error);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }
}

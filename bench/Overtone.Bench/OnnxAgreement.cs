using Microsoft.ML.OnnxRuntime;
using Overtone.Models.Onnx;
using static TorchSharp.torch;

namespace Overtone.Bench;

/// <summary>
/// How far our own computation of ONNX files is from ONNX Runtime's, relative to the spread of logits between images: with random weights
/// all images get nearly the same ones.
/// </summary>
internal static class OnnxAgreement
{
    private const string Verb = "onnx-agreement";
    private const int Images = 4;
    private const double Largest = 1e-4;

    public static bool IsAskedFor(string[] args) => args is [Verb, _, ..];

    /// <summary>Compares all files of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The exit code: 0 where all agree.</returns>
    public static int Run(string folder)
    {
        bool agree = true;
        foreach (string file in Directory.GetFiles(folder, "*.onnx").Order(StringComparer.Ordinal))
        {
            using var scope = NewDisposeScope();
            try
            {
                double difference = Compare(file);
                agree &= difference <= Largest;
                Console.WriteLine($"{Path.GetFileName(file)}: {difference:E1} of the spread of logits");
            }
            catch (Exception error) when (error is Models.ModelFormatException or OnnxRuntimeException)
            {
                agree = false;
                Console.WriteLine($"{Path.GetFileName(file)}: {error.Message}");
            }
        }

        return agree ? 0 : 1;
    }

    private static double Compare(string file)
    {
        using var session = new InferenceSession(file);
        (string name, NodeMetadata input) = session.InputMetadata.First();
        long[] shape = [Images, .. input.Dimensions[1..].Select(side => (long)side)];
        using Generator generator = new(1);
        Tensor images = empty(shape).uniform_(0, 1, generator);
        using OnnxModel model = OnnxModelReader.Read(file);
        using var program = OnnxProgram.Trace(model, [model.Outputs[0]], images);
        Tensor found;
        using (no_grad())
            found = program.Run(images)[0];
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(images.data<float>().ToArray(), shape);
        using var options = new RunOptions();
        using var outputs = session.Run(options, [name], [value], [model.Outputs[0]]);
        Tensor expected = tensor(outputs[0].GetTensorDataAsSpan<float>().ToArray(), outputs[0].GetTensorTypeAndShape().Shape);
        return ((found - expected).abs().max() / expected.std(0).max()).item<float>();
    }
}

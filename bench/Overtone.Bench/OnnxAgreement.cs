using Microsoft.ML.OnnxRuntime;
using Overtone.Data;
using Overtone.Models;
using Overtone.Models.Onnx;
using static TorchSharp.torch;

namespace Overtone.Bench;

/// <summary>
/// How far libtorch's computation of ONNX files is from ONNX Runtime's, and both from PyTorch's in float64, relative to the spread of
/// logits between images; and how far its gradients are from PyTorch's, relative to their l2 norm. The files are those of
/// <c>peers/torchvision_onnx.py</c>.
/// </summary>
internal static class OnnxAgreement
{
    private const string Verb = "onnx-agreement", Unfolded = "-unfolded-";
    private const double Largest = 1e-4;

    public static bool IsAskedFor(string[] args) => args is [Verb, _, ..];

    /// <summary>Compares all files of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The exit code: 0 where all agree, or ONNX Runtime is as far from PyTorch in float64 as libtorch from it.</returns>
    public static int Run(string folder)
    {
        bool agree = true;
        foreach (string file in Directory.GetFiles(folder, "*.onnx").Order(StringComparer.Ordinal))
        {
            using var scope = NewDisposeScope();
            string name = Path.GetFileNameWithoutExtension(file);
            try
            {
                var answers = new Answers(Path.Combine(folder, name.Split('-')[0]));
                (bool agrees, string found) = name.Contains(Unfolded, StringComparison.Ordinal)
                    ? InFloat64(file, answers)
                    : Compare(file, answers);
                agree &= agrees;
                Console.WriteLine($"{name}: {found}");
            }
            catch (Exception error) when (error is ModelFormatException or OnnxRuntimeException)
            {
                agree = false;
                Console.WriteLine($"{name}: {error.Message}");
            }
        }

        return agree ? 0 : 1;
    }

    private static (bool Agrees, string Found) Compare(string file, Answers answers)
    {
        Tensor images = answers.Images;
        var size = new InputSize((int)images.shape[1], (int)images.shape[2], (int)images.shape[3]);
        using OnnxClassifier classifier = OnnxClassifier.Open(file, options: new ClassifierOptions { DataSize = size });
        Tensor runtime = classifier.Logits(images).to_type(ScalarType.Float64);
        using ClassifierGradient found = ((IDifferentiableClassifier)classifier).CrossEntropyGradient(images, answers.Labels);
        Tensor ours = found.Logits.to_type(ScalarType.Float64);
        double spread = answers.Logits.var(0).mean().sqrt().item<double>();
        double between = Distance(ours, runtime), exact = Distance(ours, answers.Logits);
        double runtimeExact = Distance(runtime, answers.Logits);
        double gradient = answers.GradientError(found.Gradient);
        return (
            between <= Math.Max(Largest, 2 * runtimeExact),
            FormattableString.Invariant($"logits {between:0.0e0} from ONNX Runtime's, {exact:0.0e0} from float64's (ONNX Runtime's ")
                + FormattableString.Invariant($"{runtimeExact:0.0e0}), gradient {gradient:0.0e0} from float64's"));

        double Distance(Tensor one, Tensor other) => (one - other).abs().max().item<double>() / spread;
    }

    // In float32 a rectifier at zero opens on one side and not on the other; in float64 only a fault of a gradient is left.
    private static (bool Agrees, string Found) InFloat64(string file, Answers answers)
    {
        using OnnxModel model = OnnxModelReader.Read(file);
        Tensor images = answers.Images.to_type(ScalarType.Float64).requires_grad_();
        using var program = OnnxProgram.Trace(model, [model.Outputs[0]], answers.Images, ScalarType.Float64);
        using (enable_grad())
        {
            Tensor labels = tensor(answers.Labels);
            nn.functional.cross_entropy(program.Run(images)[0], labels, reduction: nn.Reduction.Sum).backward();
        }

        double gradient = answers.GradientError(images.grad!);
        return (gradient <= Largest, FormattableString.Invariant($"gradient in float64 {gradient:0.0e0} from PyTorch's"));
    }

    /// <summary>What PyTorch computes.</summary>
    private sealed class Answers(string path)
    {
        public Tensor Images { get; } = Read(path, "images").to_type(ScalarType.Float32);

        public long[] Labels { get; } = Read(path, "labels").to_type(ScalarType.Int64).data<long>().ToArray();

        public Tensor Logits { get; } = Read(path, "logits");

        private Tensor Gradient { get; } = Read(path, "gradient");

        public double GradientError(Tensor found) =>
            ((found.to_type(ScalarType.Float64) - Gradient).norm() / Gradient.norm()).item<double>();

        private static Tensor Read(string path, string name)
        {
            NpyArray array = NpyReader.Read($"{path}.{name}.npy");
            return tensor(array.ToDoubles(), [.. array.Shape.Select(side => (long)side)]);
        }
    }
}

using System.Runtime.Intrinsics.X86;
using TorchSharp;

namespace Overtone;

/// <summary>
/// What libtorch was loaded, or why it was not.
/// Source: none; the symptoms are described in TorchSharp's issues 169, 218 and 1552.
/// </summary>
/// <param name="Loaded">Whether tensors work.</param>
/// <param name="Facts">Names and values: versions, files, threads, processor capability.</param>
/// <param name="Problem">Why it could not be loaded, in one paragraph; empty when it was.</param>
public sealed record TensorLibrary(bool Loaded, IReadOnlyList<(string Name, string Value)> Facts, string Problem)
{
    // float32 rounds sums over 27 products at 1e-6 of their size.
    private const double MostConvolutionError = 1e-4;

    private static readonly string[] NativeFiles = ["libLibTorchSharp", "libtorch_cpu", "libstdc++"];

    /// <summary>Loads libtorch, computes a sum and a convolution with its gradients, and reports.</summary>
    public static TensorLibrary Load()
    {
        var facts = new List<(string, string)> { ("TorchSharp", typeof(torch).Assembly.GetName().Version?.ToString(3) ?? "unknown") };
        try
        {
            using torch.Tensor sum = torch.ones(3).sum();
            if (sum.item<float>() != 3)
                return new TensorLibrary(false, facts, "libtorch was loaded, but 1 + 1 + 1 is not 3: the native library is damaged.");
            facts.Add(("libtorch", torch.__version__));
            facts.AddRange(LoadedFiles().Select(file => (Path.GetFileName(file).Split('.')[0], file)));
            facts.Add(("threads", $"{torch.get_num_threads()} within an operation, {torch.get_num_interop_threads()} between operations"));
            facts.Add(("processor capability", Capability()));
            if (ConvolutionKernels() is { Length: > 0 } kernels)
                facts.Add(("convolutions", kernels));
            facts.Add(("CUDA", torch.cuda.is_available() ? $"{torch.cuda.device_count()} devices" : "not available"));
            return WorstConvolution() is var error && error <= MostConvolutionError
                ? new TensorLibrary(true, facts, "")
                : new TensorLibrary(false, facts, $"libtorch computes wrong convolutions on this processor: one is off by "
                    + $"{error:G2} of its size. Set the environment variable {HiddenCaches.Setting} to {HiddenCaches.Kernels}.");
        }
        catch (Exception e)
            when (e is TypeInitializationException or NotSupportedException or DllNotFoundException or BadImageFormatException)
        {
            return new TensorLibrary(false, facts, Explain(e, AppContext.BaseDirectory));
        }
    }

    /// <summary>Why loading failed, in one paragraph.</summary>
    /// <param name="failure">What TorchSharp threw; its own message is often misleading.</param>
    /// <param name="folder">The program's folder, where the native files should be.</param>
    internal static string Explain(Exception failure, string folder)
    {
        string binding = Path.Combine(folder, "libLibTorchSharp.so");
        if (!OperatingSystem.IsLinux())
            return $"TorchSharp could not load libtorch ({Innermost(failure)}). Check that the libtorch package for this platform is "
                + "referenced.";
        if (!File.Exists(binding))
            return $"TorchSharp's native binding is missing: {binding} does not exist. The build did not copy the native files; build "
                + "again, or reference the package libtorch-cpu-linux-x64.";
        string? needed = LibstdcxxVersion.Highest(binding), offered = LibstdcxxVersion.OfSystem();
        return needed is not null && offered is not null && LibstdcxxVersion.Compare(needed, offered) > 0
            ? $"TorchSharp's native binding asks for {needed}, but this system's libstdc++ only goes up to {offered}. Overtone's "
                + $"build makes a copy of the binding without that requirement; {binding} is not that copy. Build with the targets "
                + "file of the Overtone package (build/native/Overtone.targets), and do not copy the file from the package folder by "
                + "hand."
            : $"TorchSharp could not load {binding} ({Innermost(failure)}). 'ldd {binding}' shows which library is missing.";
    }

    // Channels that fill no vector, forward and backward, against the same in float64, which takes other kernels.
    private static double WorstConvolution()
    {
        using var scope = torch.NewDisposeScope();
        return Math.Max(ConvolutionError(inputs: 3, outputs: 4), ConvolutionError(inputs: 12, outputs: 1));
    }

    private static double ConvolutionError(int inputs, int outputs)
    {
        torch.Tensor images = Waves(2, inputs, 8, 8), weights = Waves(outputs, inputs, 3, 3), back = Waves(2, outputs, 8, 8);
        torch.Tensor[] single = Convolve(torch.ScalarType.Float32), precise = Convolve(torch.ScalarType.Float64);
        return single.Zip(precise, (found, expected) => ((found - expected).abs().max() / expected.abs().max()).item<double>())
            .Max(error => double.IsNaN(error) ? double.PositiveInfinity : error);

        torch.Tensor[] Convolve(torch.ScalarType type)
        {
            torch.Tensor input = images.to_type(type).requires_grad_(), kernel = weights.to_type(type).requires_grad_();
            torch.Tensor output = torch.nn.functional.conv2d(input, kernel, padding: [1, 1]);
            return [output.detach(), .. torch.autograd.grad([output], [input, kernel], [back.to_type(type)])];
        }

        static torch.Tensor Waves(params long[] shape) =>
            torch.arange(shape.Aggregate((all, side) => all * side), dtype: torch.ScalarType.Float64).mul(0.7).sin().reshape(shape);
    }

    private static string ConvolutionKernels()
    {
        string held = Environment.GetEnvironmentVariable(HiddenCaches.Setting) ?? "";
        return HiddenCaches.AreHere
            ? $"{held} at most: this processor hides the size of its caches, and newer kernels would compute wrong convolutions"
            : held.Length > 0 ? $"{held} at most ({HiddenCaches.Setting})" : "";
    }

    private static string Innermost(Exception failure) => failure.GetBaseException().Message.Split('\n')[0];

    private static IEnumerable<string> LoadedFiles() => !File.Exists("/proc/self/maps")
        ? []
        : File.ReadLines("/proc/self/maps")
            .Select(line => line.IndexOf('/', StringComparison.Ordinal) is var at and >= 0 ? line[at..] : "")
            .Where(path => NativeFiles.Any(name => Path.GetFileName(path).StartsWith(name + ".", StringComparison.Ordinal)))
            .Distinct();

    // libtorch picks its kernels by the same processor flags unless ATEN_CPU_CAPABILITY says otherwise.
    private static string Capability()
    {
        string detected = Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : "default";
        return Environment.GetEnvironmentVariable("ATEN_CPU_CAPABILITY") is { Length: > 0 } forced ? $"{forced} (forced; the processor has "
            + $"{detected})" : detected;
    }
}

using System.Diagnostics;
using System.Globalization;
using Overtone.Data;
using Overtone.Data.Corruptions;
using static TorchSharp.torch;

namespace Overtone.Tests.Data.Corruptions;

/// <summary>
/// Every corruption against an independent computation with NumPy, SciPy and Pillow (Fixtures/corruptions.py): the mean ℓ2 norm of the
/// change, and the mean magnitude of its spectrum at every frequency of 32×32. What is random is drawn anew there, so the tolerances are
/// those of sampling.
/// </summary>
public sealed class CorruptionPeerTests
{
    private const string Python = "/usr/bin/python3";
    private static readonly string[] Slow = ["glass_blur", "zoom_blur"];

    // Relative, for the norm and for the spectrum (sum of distances over sum). Fixed before the first comparison, except that of glass,
    // whose few draws had been overlooked, and that of draws for whole images, which has been narrowed from 0.10 and 0.15.
    private static readonly (double Length, double Spectrum) Exact = (0.002, 0.005);
    // Values that are whole but for a last digit of double precision, or by less than single precision can tell, are one lower there.
    private static readonly (double Length, double Spectrum) LastDigits = (0.01, 0.015);
    private static readonly (double Length, double Spectrum) OtherArithmetic = (0.02, 0.03);
    private static readonly (double Length, double Spectrum) PixelNoise = (0.015, 0.05);
    private static readonly (double Length, double Spectrum) WholeImageDraws = (0.06, 0.10);

    private static readonly Dictionary<string, (double Length, double Spectrum)> Tolerances = new()
    {
        ["defocus_blur"] = LastDigits,
        ["zoom_blur"] = Exact,
        ["brightness"] = Exact,
        ["contrast"] = Exact,
        ["pixelate"] = Exact,
        ["gaussian_blur"] = Exact,
        ["saturate"] = LastDigits,
        // Two builds of one library, which may decode colours differently.
        ["jpeg_compression"] = OtherArithmetic,
        ["gaussian_noise"] = PixelNoise,
        ["shot_noise"] = PixelNoise,
        ["impulse_noise"] = PixelNoise,
        ["speckle_noise"] = PixelNoise,
        // The channels of a pixel move together and the images are few: 80 draws a frequency, where noise has 900.
        ["glass_blur"] = (0.02, 0.10),
    };

    [Fact]
    public void Every_corruption_is_that_of_an_independent_computation()
    {
        Assert.SkipUnless(File.Exists(Python), $"needs {Python}");
        Assert.SkipUnless(
            Run("-c", "import numpy, scipy, PIL").Wait() == 0,
            $"needs NumPy, SciPy and Pillow for {Python} (Debian: apt-get install python3-scipy python3-pil)");
        using var folder = new TemporaryFolder();
        var data = CorruptionSamples.Cifar(300);
        WriteTextures(folder["textures.npy"]);
        string[] fast = [.. CorruptionCatalog.All.Select(corruption => corruption.Name).Except(Slow)];
        var (many, few) = (Start(folder, "many", data, 300, fast), Start(folder, "few", data, 80, Slow));
        var ours = CorruptionCatalog.All.ToDictionary(
            corruption => corruption.Name,
            corruption => Statistics(corruption, data, Slow.Contains(corruption.Name) ? 80 : 300));
        Assert.Equal(0, many.Wait());
        Assert.Equal(0, few.Wait());
        string[] faults = [.. Compare(folder["many"], fast, ours), .. Compare(folder["few"], Slow, ours)];
        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    private static List<string> Compare(string folder, string[] names, Dictionary<string, (double Length, double[] Spectrum)[]> ours)
    {
        double[] lengths = NpyReader.Read(Path.Combine(folder, "l2.npy")).ToDoubles(),
            spectra = NpyReader.Read(Path.Combine(folder, "spectrum.npy")).ToDoubles();
        var faults = new List<string>();
        for (var position = 0; position < names.Length * 5; position++)
        {
            var (name, severity) = (names[position / 5], position % 5 + 1);
            var (length, spectrum) = ours[name][severity - 1];
            var other = spectra[(position * 1024)..((position + 1) * 1024)];
            var lengthError = Math.Abs(length / lengths[position] - 1);
            var spectrumError = spectrum.Zip(other, (first, second) => Math.Abs(first - second)).Sum() / other.Sum();
            var (lengthTolerance, spectrumTolerance) = Tolerances.GetValueOrDefault(name, WholeImageDraws);
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"{name} {severity}: mean l2 {length:0.000} against {lengths[position]:0.000} ({lengthError:0.0000}), spectrum differs by "
                + $"{spectrumError:0.0000}");
            TestContext.Current.TestOutputHelper!.WriteLine(line);
            if (!(lengthError <= lengthTolerance && spectrumError <= spectrumTolerance))
            {
                faults.Add(line);
            }
        }

        return faults;
    }

    private static (double Length, double[] Spectrum)[] Statistics(Corruption corruption, Dataset data, int count)
    {
        var made = new CorruptedImages(data, new CorruptionSettings { Seed = 11 });
        CorruptionLevel[] levels =
            [.. Enumerable.Range(1, Corruption.Severities).Select(severity => new CorruptionLevel(corruption, severity))];
        var results = new List<(double, double[])>();
        foreach (var batch in made.Batches(levels, count, [.. Enumerable.Range(0, count)], TestContext.Current.CancellationToken))
        {
            using var scope = NewDisposeScope();
            using (batch)
            {
                var change = (batch.Images - batch.Clean).to_type(ScalarType.Float64);
                results.Add((change.square().sum([1, 2, 3]).sqrt().mean().item<double>(), fft.fft2(change).abs().mean([0, 1]).Numbers()));
            }
        }

        return [.. results];
    }

    private static Process Start(TemporaryFolder folder, string name, Dataset data, int count, string[] corruptions)
    {
        Directory.CreateDirectory(folder[name]);
        var bytes = new byte[count * 3072];
        var pixels = new float[3072];
        for (var index = 0; index < count; index++)
        {
            data.ReadPixels(index, pixels);
            for (var position = 0; position < 3072; position++)
            {
                bytes[index * 3072 + position % 1024 * 3 + position / 1024] = (byte)MathF.Round(pixels[position] * 255);
            }
        }

        NpyWriter.Write<byte>(folder[$"{name}.npy"], bytes, count, 32, 32, 3);
        var script = Path.Combine(AppContext.BaseDirectory, "Data", "Corruptions", "Fixtures", "corruptions.py");
        return Run(script, "statistics", folder[$"{name}.npy"], folder["textures.npy"], folder[name], "3", string.Join(',', corruptions));
    }

    private static void WriteTextures(string file)
    {
        FrostTexture[] textures = [.. Enumerable.Range(0, 5).Select(index => FrostTextures.Procedural.Get(index, 1))];
        var (height, width) = (textures[0].Height, textures[0].Width);
        byte[] pixels =
        [
            .. textures.SelectMany(texture =>
                Enumerable.Range(0, 3 * height * width).Select(position => texture.Planes[position % 3 * height * width + position / 3])),
        ];
        NpyWriter.Write<byte>(file, pixels, 5, height, width, 3);
    }

    private static Process Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments) { UseShellExecute = false };
        start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        return Process.Start(start)!;
    }
}

file static class Processes
{
    internal static int Wait(this Process process)
    {
        using (process)
        {
            process.WaitForExit();
            return process.ExitCode;
        }
    }
}

System.Console.WriteLine("fintracer-lab");
